import type { ClientMessage, ServerMessage, TerminalMessage } from '../wire.ts';
import { Screen, type Use } from './screen.ts';

/** The mirrored terminals, one for each agent. Only those shown in a view are streamed. */
export class Screens {
  private readonly screens = new Map<string, Screen>();
  private readonly miniatures = new Set<string>();
  private readonly panes = new Map<string, Use>();

  /** @param send returns whether the message was sent */
  constructor(private readonly send: (message: ClientMessage) => boolean) {
    document.addEventListener('visibilitychange', () => this.miniatures.forEach((id) => this.settle(id)));
  }

  /** Shows or hides the agent's miniature. */
  miniature(id: string, shown: boolean): Screen {
    if (shown) this.miniatures.add(id);
    else this.miniatures.delete(id);
    return this.settle(id);
  }

  /** Sets the use of the agent's pane; `none` when it is closed. */
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
    // In the background, miniatures stop and panes go on, so that they are current when the page is shown.
    const miniature: Use = this.miniatures.has(id) && !document.hidden ? 'miniature' : 'none';
    screen.useFor(this.panes.get(id) ?? miniature);
    return screen;
  }

  connected(): void {
    this.screens.forEach((screen) => screen.connected());
  }

  onMessage(news: ServerMessage): void {
    if ('agent_id' in news && news.agent_id !== undefined) this.screens.get(news.agent_id)?.onMessage(news as TerminalMessage);
  }

  output(agent: string, bytes: Uint8Array): void {
    this.screens.get(agent)?.output(bytes);
  }
}
