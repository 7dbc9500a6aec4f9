import type { FromHub, TerminalNews, ToHub } from '../wire.ts';
import { Screen, type Use } from './screen.ts';

/** The terminals that this page mirrors: one for each agent, however many views show it. What no view shows does not stream. */
export class Screens {
  private readonly screens = new Map<string, Screen>();
  private readonly glances = new Set<string>();
  private readonly panes = new Map<string, Use>();

  /** @param send whether the message went out */
  constructor(private readonly send: (message: ToHub) => boolean) {
    document.addEventListener('visibilitychange', () => this.glances.forEach((id) => this.settle(id)));
  }

  /** A miniature begins or ends to show it. */
  glance(id: string, shown: boolean): Screen {
    if (shown) this.glances.add(id);
    else this.glances.delete(id);
    return this.settle(id);
  }

  /** A pane shows it, to read or to type into; `none` where it was closed. */
  pane(id: string, use: Use): Screen {
    if (use === 'none') this.panes.delete(id);
    else this.panes.set(id, use);
    return this.settle(id);
  }

  private settle(id: string): Screen {
    let screen = this.screens.get(id);
    if (screen === undefined) {
      screen = new Screen(id, this.send);
      this.screens.set(id, screen);
    }
    // Nobody looks at the miniatures of a page in the background; its panes go on, so that they are right at once.
    const glance: Use = this.glances.has(id) && !document.hidden ? 'glance' : 'none';
    screen.useFor(this.panes.get(id) ?? glance);
    return screen;
  }

  connected(): void {
    this.screens.forEach((screen) => screen.connected());
  }

  told(news: FromHub): void {
    if ('agent_id' in news && news.agent_id !== undefined) this.screens.get(news.agent_id)?.told(news as TerminalNews);
  }

  output(agent: string, bytes: Uint8Array): void {
    this.screens.get(agent)?.output(bytes);
  }
}
