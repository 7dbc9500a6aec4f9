import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { Cell } from '../cell.ts';
import type { Owner, TerminalNews, ToHub } from '../wire.ts';
import type { Grid } from './fit.ts';
import { mute } from './mute.ts';
import { StreamPosition } from './stream-position.ts';
import { isFocusReport, pieces } from './typing.ts';

/** How this page sees an agent's terminal: not at all, as a miniature, to read, or to type into. */
export type Use = 'none' | 'glance' | 'read' | 'type';

/** So many bytes may wait for the terminal to take them; with more, it is painted anew when it has caught up. */
const MOST_PENDING = 8 << 20;
const SCROLLBACK = 5000;

/** One agent's terminal in this page: it mirrors the hub's, whether a miniature shows it or a pane. */
export class Screen {
  readonly term: Terminal;
  /** Whose window the size is; unknown until the hub has said it on this connection. */
  readonly owner = new Cell<Owner | 'unknown'>('unknown');
  /** The size of the hub's terminal. */
  readonly size = new Cell<Grid>({ cols: 80, rows: 24 });
  /** How often something was left out because this page fell behind. */
  readonly skipped = new Cell(0);

  /** What a key becomes before it is typed: a held Ctrl of the soft keys. */
  change: (data: string) => string = (data) => data;

  private readonly position = new StreamPosition();
  private use: Use = 'none';
  private window: Grid | null = null;
  private pending = 0;
  private behind = false;

  /** @param send whether the message went out */
  constructor(
    readonly id: string,
    private readonly send: (message: ToHub) => boolean,
  ) {
    this.term = new Terminal({ allowProposedApi: true, scrollback: 0, cursorBlink: false });
    this.term.loadAddon(new Unicode11Addon());
    this.term.unicode.activeVersion = '11';
    mute(this.term.parser);
    this.term.onData((data) => this.type(this.change(data)));
    // Old mouse reports; those that are no text cannot be said in JSON.
    this.term.onBinary((data) => /^[\x00-\x7f]*$/.test(data) && this.type(data));
  }

  get usedFor(): Use {
    return this.use;
  }

  /** Sees more or less of it from now on. */
  useFor(use: Use): void {
    const before = this.use;
    if (use === before) return;
    this.use = use;
    this.term.options.disableStdin = use !== 'type';
    if (use === 'none') {
      this.send({ type: 'unsubscribe', agent_id: this.id });
    } else if (before === 'none') {
      this.subscribe(true);
    } else if (before === 'glance') {
      this.subscribe(false);
    } else {
      this.send({ type: 'view', agent_id: this.id, visible: use !== 'glance', read_only: use !== 'type' });
      this.tellWindow();
    }
  }

  /** The connection is there, and knows nothing of earlier ones. */
  connected(): void {
    if (this.use !== 'none') this.subscribe(true);
  }

  private subscribe(resume: boolean): void {
    this.owner.value = 'unknown';
    // A miniature needs no scrollback; where a pane follows, the painting brings it.
    const scrollback = this.use === 'glance' ? 0 : SCROLLBACK;
    const grows = this.term.options.scrollback !== scrollback;
    if (grows) this.term.options.scrollback = scrollback;
    if (!resume || grows || this.behind) this.position.forget();
    this.send({
      type: 'subscribe',
      agent_id: this.id,
      visible: this.use !== 'glance',
      read_only: this.use !== 'type',
      ...this.position.resume(),
    });
    this.tellWindow();
  }

  told(news: TerminalNews): void {
    switch (news.type) {
      case 'subscribed':
      case 'resized':
        this.position.moved(news);
        this.size.value = { cols: news.cols, rows: news.rows };
        this.owner.value = news.owner;
        if (news.owner === 'none') this.tellWindow();
        // In the order of the output: what came before belongs to the earlier size.
        this.term.write('', () => this.term.resize(news.cols, news.rows));
        break;
      case 'gap':
        this.position.moved(news);
        this.skipped.value += 1;
        break;
      case 'unsubscribed':
      case 'error':
        break;
    }
  }

  output(bytes: Uint8Array): void {
    if (this.behind) return;
    if (this.pending + bytes.length > MOST_PENDING) {
      this.behind = true;
      return;
    }
    this.position.took(bytes.length);
    this.pending += bytes.length;
    this.term.write(bytes, () => this.caughtUp(bytes.length));
  }

  private caughtUp(bytes: number): void {
    this.pending -= bytes;
    if (!this.behind || this.pending > 0) return;
    this.skipped.value += 1;
    if (this.use !== 'none') this.subscribe(false);
    this.behind = false;
  }

  /** What a person types, in pieces that the hub takes. */
  type(data: string): void {
    if (this.use !== 'type' || (this.owner.value === 'other' && isFocusReport(data))) return;
    for (const piece of pieces(data)) this.send({ type: 'input', agent_id: this.id, data: piece });
  }

  /** The window has room for so much; it becomes the terminal's size where nobody else holds it, or the person wants it. */
  resize(window: Grid, take: boolean): void {
    this.window = window;
    this.tellWindow(take);
  }

  private tellWindow(wanted = false): void {
    if (this.window === null || this.use !== 'type') return;
    const take = wanted || this.owner.value === 'you' || this.owner.value === 'none';
    this.send({ type: 'resize', agent_id: this.id, ...this.window, take });
  }
}
