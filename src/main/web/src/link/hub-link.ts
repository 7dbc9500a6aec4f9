import { api, Problem } from '../api.ts';
import { Cell } from '../cell.ts';
import type { ClientMessage, ServerMessage } from '../wire.ts';
import { Backoff } from './backoff.ts';
import { output } from './frames.ts';

/** The state of the connection. `down` and `dropped` reconnect at `retryAt` (ms); `refused` waits for a sign-in. */
export type LinkState =
  | { is: 'connecting' }
  | { is: 'open' }
  | { is: 'down'; retryAt: number }
  | { is: 'dropped'; retryAt: number }
  | { is: 'refused' };

export interface LinkListener {
  opened(): void;
  onMessage(message: ServerMessage): void;
  output(agent: string, bytes: Uint8Array): void;
}

const PROTOCOL = 'agent-hub.binary.v1';
/** Close code of the hub for a page that does not read fast enough. */
const TOO_SLOW = 1008;
const PROBE_MS = 5000;
const TICK_MS = 5000;
/** A timer delayed by this much means that the machine was suspended. */
const SUSPENDED_MS = 20_000;

/** The page's only WebSocket. Reconnects automatically, with growing delays, until the hub refuses it. */
export class HubLink {
  readonly state = new Cell<LinkState>({ is: 'connecting' });

  private readonly backoff = new Backoff();
  private socket: WebSocket | null = null;
  private timer = 0;
  private lastTick = Date.now();

  constructor(private readonly listener: LinkListener) {
    addEventListener('online', () => this.reconnect());
    document.addEventListener('visibilitychange', () => document.hidden || this.reconnect());
    setInterval(() => this.tick(), TICK_MS);
  }

  /** Connects immediately. */
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

  /** Sends a message. Returns false without a connection; messages are not queued. */
  send(message: ClientMessage): boolean {
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
      this.listener.onMessage(JSON.parse(data) as ServerMessage);
      return;
    }
    const frame = output(data);
    if (frame !== null) this.listener.output(frame.agent, frame.bytes);
  }

  /** A failed upgrade has no reason in a browser, so a request finds it out. */
  private async closed(code: number): Promise<void> {
    this.drop();
    const retryAt = Date.now() + this.backoff.next();
    this.state.value = { is: code === TOO_SLOW ? 'dropped' : 'down', retryAt };
    this.timer = window.setTimeout(() => this.connect(), retryAt - Date.now());
    if (await isRefused()) {
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

  /** Reconnects without waiting, when the page becomes visible or the network is back. */
  private reconnect(): void {
    const { is } = this.state.value;
    if (is === 'down' || is === 'dropped') this.connect();
  }

  /** Checks the connection after a suspension, when it may be dead unnoticed. */
  private tick(): void {
    const now = Date.now();
    const suspended = now - this.lastTick > SUSPENDED_MS;
    this.lastTick = now;
    if (suspended && !document.hidden && this.state.value.is === 'open') {
      api.status(PROBE_MS).catch(() => this.connect());
    }
  }
}

async function isRefused(): Promise<boolean> {
  try {
    await api.status(PROBE_MS);
    return false;
  } catch (e) {
    return e instanceof Problem && [401, 403, 429].includes(e.status);
  }
}
