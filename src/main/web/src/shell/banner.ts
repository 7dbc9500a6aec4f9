import { fill, h } from '../dom.ts';
import type { LinkState } from '../link/hub-link.ts';

export interface EngineState {
  reachable: boolean;
  detail: string;
}

/** A banner for problems of the connection or the engine; hidden if there are none. */
export class Banner {
  readonly element = h('div', { class: 'banner', role: 'status', hidden: true });
  private readonly words = h('span');
  private readonly retry = h('button', { type: 'button' }, 'Retry now');
  private link: LinkState = { is: 'connecting' };
  private engine: EngineState = { reachable: true, detail: '' };
  private everOpen = false;

  constructor(connect: () => void) {
    this.retry.addEventListener('click', connect);
    this.element.append(this.words, this.retry);
    setInterval(() => this.show(), 1000);
  }

  setLink(link: LinkState): void {
    this.link = link;
    this.everOpen ||= link.is === 'open';
    this.show();
  }

  setEngine(engine: EngineState): void {
    this.engine = engine;
    this.show();
  }

  private show(): void {
    const [kind, words] = this.message();
    this.element.hidden = words === '';
    this.element.className = `banner ${kind}`;
    this.retry.hidden = kind !== 'down';
    fill(this.words, words);
  }

  private message(): ['down' | 'dropped' | 'engine', string] {
    switch (this.link.is) {
      case 'connecting':
        return ['dropped', this.everOpen ? 'Connecting to the hub…' : ''];
      case 'down':
        return ['down',
          `The hub is not responding. Your input is discarded. Retrying ${inSeconds(this.link.retryAt)}.`];
      case 'dropped':
        return ['dropped',
          `The hub disconnected this page because it fell behind. Reconnecting ${inSeconds(this.link.retryAt)}.`];
      case 'refused':
        return ['dropped', 'Your session has expired. Sign in again.'];
      case 'open':
        return ['engine', this.engine.reachable ? '' : `The container engine is not responding: ${this.engine.detail}`];
    }
  }
}

function inSeconds(at: number): string {
  const seconds = Math.max(0, Math.ceil((at - Date.now()) / 1000));
  return seconds === 0 ? 'now' : `in ${seconds} s`;
}
