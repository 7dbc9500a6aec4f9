import type { Place } from '../wire.ts';

/**
 * How far this page has come in an agent's output, so that a page that was cut off asks for exactly what it missed. A painting does
 * not count; one that was cut off leaves a screen that nobody knows, so the position is known only once it is whole.
 */
export class StreamPosition {
  private stream: string | null = null;
  private seq = 0;
  private painting = 0;

  /** The hub says where the next byte stands. */
  moved({ stream, seq, painting }: Place): void {
    if (stream !== undefined) this.stream = stream;
    if (seq !== undefined) this.seq = seq;
    this.painting = painting ?? 0;
  }

  /** So many bytes of output came. */
  took(bytes: number): void {
    const painted = Math.min(bytes, this.painting);
    this.painting -= painted;
    this.seq += bytes - painted;
  }

  /** The screen shows something else than the hub sent. */
  forget(): void {
    this.stream = null;
  }

  /** What to ask for in order to go on; empty where only a painting helps. */
  resume(): { stream?: string; since?: number } {
    return this.stream === null || this.painting > 0 ? {} : { stream: this.stream, since: this.seq };
  }
}
