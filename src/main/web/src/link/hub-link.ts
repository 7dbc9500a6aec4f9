import { api, Problem } from '../api.ts';
import { Cell } from '../cell.ts';
import type { FromHub, ToHub } from '../wire.ts';
import { Backoff } from './backoff.ts';
import { output } from './frames.ts';

/** How the connection fares. `down` and `dropped` are tried again at `retryAt` (ms); `refused` waits for a login. */
export type LinkState =
  | { is: 'connecting' }
  | { is: 'open' }
  | { is: 'down'; retryAt: number }
  | { is: 'dropped'; retryAt: number }
  | { is: 'refused' };

export interface LinkListener {
  opened(): void;
  told(message: FromHub): void;
  output(agent: string, bytes: Uint8Array): void;
}

const PROTOCOL = 'agent-hub.binary.v1';
/** The hub closes with this code when a page does not read what it is sent. */
const NOT_READING = 1008;
const PROBE_MS = 5000;
const TICK_MS = 5000;
/** Timers that stand still for so long mean that the machine slept. */
const SLEPT_MS = 20_000;

/** The one WebSocket of this page. It connects again by itself, with growing delays, until the hub refuses it. */
export class HubLink {
  readonly state = new Cell<LinkState>({ is: 'connecting' });

  private readonly backoff = new Backoff();
  private socket: WebSocket | null = null;
  private timer = 0;
  private lastTick = Date.now();

  constructor(private readonly listener: LinkListener) {
    addEventListener('online', () => this.soon());
    document.addEventListener('visibilitychange', () => document.hidden || this.soon());
    setInterval(() => this.tick(), TICK_MS);
  }

  /** Connects now; also after a login. */
  connect(): void {
    clearTimeout(this.timer);
    this.drop();
    this.state.value = { is: 'connecting' };
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`, PROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.opened();
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.received(event.data);
    socket.onclose = (event) => void this.closed(event.code);
    this.socket = socket;
  }

  /** Whether it went out; while there is no connection, nothing is kept for later. */
  send(message: ToHub): boolean {
    if (this.state.value.is !== 'open' || this.socket === null) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private opened(): void {
    this.backoff.reset();
    this.state.value = { is: 'open' };
    this.listener.opened();
  }

  private received(data: string | ArrayBuffer): void {
    if (typeof data === 'string') {
      this.listener.told(JSON.parse(data) as FromHub);
      return;
    }
    const frame = output(data);
    if (frame !== null) this.listener.output(frame.agent, frame.bytes);
  }

  /** A browser does not say why an upgrade failed, so a call does. */
  private async closed(code: number): Promise<void> {
    this.drop();
    const retryAt = Date.now() + this.backoff.next();
    this.state.value = { is: code === NOT_READING ? 'dropped' : 'down', retryAt };
    this.timer = window.setTimeout(() => this.connect(), retryAt - Date.now());
    if (await refuses()) {
      clearTimeout(this.timer);
      this.drop();
      this.state.value = { is: 'refused' };
    }
  }

  private drop(): void {
    if (this.socket === null) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  /** Somebody looks at the page, or the network is back: no reason to wait. */
  private soon(): void {
    const { is } = this.state.value;
    if (is === 'down' || is === 'dropped') this.connect();
  }

  /** After a sleep the connection may be dead without knowing it. */
  private tick(): void {
    const now = Date.now();
    const slept = now - this.lastTick > SLEPT_MS;
    this.lastTick = now;
    if (slept && !document.hidden && this.state.value.is === 'open') {
      api.status(PROBE_MS).catch(() => this.connect());
    }
  }
}

async function refuses(): Promise<boolean> {
  try {
    await api.status(PROBE_MS);
    return false;
  } catch (e) {
    return e instanceof Problem && [401, 403, 429].includes(e.status);
  }
}
