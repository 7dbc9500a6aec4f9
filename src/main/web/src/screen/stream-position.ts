import type { SubscribedMessage } from '../wire.ts';

/** A position in an agent's output. The next `painting` bytes are a snapshot and do not count in `seq`. */
export type Place = Partial<Pick<SubscribedMessage, 'stream' | 'seq' | 'painting'>>;

/**
 * The position in an agent's output, from which a new connection resumes. A snapshot does not count. While one is
 * incomplete, the screen is undefined and the stream cannot be resumed.
 */
export class StreamPosition {
  private stream: string | null = null;
  private seq = 0;
  private painting = 0;

  /** Sets the position of the next byte. */
  moveTo({ stream, seq, painting }: Place): void {
    if (stream !== undefined) this.stream = stream;
    if (seq !== undefined) this.seq = seq;
    this.painting = painting ?? 0;
  }

  /** Advances by received bytes. */
  received(bytes: number): void {
    const painted = Math.min(bytes, this.painting);
    this.painting -= painted;
    this.seq += bytes - painted;
  }

  /** Forgets the position; a snapshot is needed. */
  reset(): void {
    this.stream = null;
  }

  /** The fields that request a resume; empty if a snapshot is needed. */
  resume(): { stream?: string; since?: number } {
    return this.stream === null || this.painting > 0 ? {} : { stream: this.stream, since: this.seq };
  }
}
