import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { Cell } from '../cell.ts';
import type { ClientMessage, Owner, TerminalMessage } from '../wire.ts';
import type { Grid } from './fit.ts';
import { mute } from './mute.ts';
import { StreamPosition } from './stream-position.ts';
import { isFocusReport, pieces } from './typing.ts';

/** How this page uses an agent's terminal. */
export type Use = 'none' | 'miniature' | 'read' | 'type';

/** The most bytes queued in xterm.js; beyond that output is skipped, and a snapshot is requested after catching up. */
const MAX_PENDING = 8 << 20;
const SCROLLBACK = 5000;

/** A mirror of one agent's terminal, shared by its miniature and its pane. */
export class Screen {
  readonly term: Terminal;
  /** Who owns the terminal's size; unknown until the hub has reported it on this connection. */
  readonly owner = new Cell<Owner | 'unknown'>('unknown');
  /** The size of the hub's terminal. */
  readonly size = new Cell<Grid>({ cols: 80, rows: 24 });
  /** How often output was skipped because this page fell behind. */
  readonly skipped = new Cell(0);

  /** Transforms input before it is sent, for the Ctrl of the soft keys. */
  change: (data: string) => string = (data) => data;

  private readonly position = new StreamPosition();
  private use: Use = 'none';
  private window: Grid | null = null;
  private pending = 0;
  private behind = false;

  /** @param send returns whether the message was sent */
  constructor(
    readonly id: string,
    private readonly send: (message: ClientMessage) => boolean,
  ) {
    this.term = new Terminal({ allowProposedApi: true, scrollback: 0, cursorBlink: false });
    this.term.loadAddon(new Unicode11Addon());
    this.term.unicode.activeVersion = '11';
    mute(this.term.parser);
    this.term.onData((data) => this.type(this.change(data)));
    // Legacy mouse reports; only ASCII ones can be sent in JSON.
    this.term.onBinary((data) => /^[\x00-\x7f]*$/.test(data) && this.type(data));
  }

  get usedFor(): Use {
    return this.use;
  }

  /** Changes the use, and subscribes or unsubscribes accordingly. */
  useFor(use: Use): void {
    const before = this.use;
    if (use === before) return;
    this.use = use;
    this.term.options.disableStdin = use !== 'type';
    if (use === 'none') {
      this.send({ type: 'unsubscribe', agent_id: this.id });
    } else if (before === 'none') {
      this.subscribe(true);
    } else if (before === 'miniature') {
      this.subscribe(false);
    } else {
      this.send({ type: 'view', agent_id: this.id, visible: use !== 'miniature', read_only: use !== 'type' });
      this.sendSize();
    }
  }

  /** Subscribes again on a new connection. */
  connected(): void {
    if (this.use !== 'none') this.subscribe(true);
  }

  private subscribe(resume: boolean): void {
    this.owner.value = 'unknown';
    // A miniature needs no scrollback; a pane gets it with a snapshot.
    const scrollback = this.use === 'miniature' ? 0 : SCROLLBACK;
    const grows = this.term.options.scrollback !== scrollback;
    if (grows) this.term.options.scrollback = scrollback;
    if (!resume || grows || this.behind) this.position.reset();
    this.send({
      type: 'subscribe',
      agent_id: this.id,
      visible: this.use !== 'miniature',
      read_only: this.use !== 'type',
      ...this.position.resume(),
    });
    this.sendSize();
  }

  onMessage(news: TerminalMessage): void {
    switch (news.type) {
      case 'subscribed':
      case 'resized':
        this.position.moveTo(news);
        this.size.value = { cols: news.cols, rows: news.rows };
        this.owner.value = news.owner;
        if (news.owner === 'none') this.sendSize();
        // Queued: output before this belongs to the previous size.
        this.term.write('', () => this.term.resize(news.cols, news.rows));
        break;
      case 'gap':
        this.position.moveTo(news);
        this.skipped.value += 1;
        break;
      case 'unsubscribed':
      case 'error':
        break;
    }
  }

  output(bytes: Uint8Array): void {
    if (this.behind) return;
    if (this.pending + bytes.length > MAX_PENDING) {
      this.behind = true;
      return;
    }
    this.position.received(bytes.length);
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

  /** Sends typed input, in pieces that the hub accepts. */
  type(data: string): void {
    if (this.use !== 'type' || (this.owner.value === 'other' && isFocusReport(data))) return;
    for (const piece of pieces(data)) this.send({ type: 'input', agent_id: this.id, data: piece });
  }

  /** Sets the window's size. The terminal takes it if no other viewer owns the size, or if `take` is set. */
  resize(window: Grid, take: boolean): void {
    this.window = window;
    this.sendSize(take);
  }

  private sendSize(force = false): void {
    if (this.window === null || this.use !== 'type') return;
    const take = force || this.owner.value === 'you' || this.owner.value === 'none';
    this.send({ type: 'resize', agent_id: this.id, ...this.window, take });
  }
}
