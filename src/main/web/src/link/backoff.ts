/** Delays between attempts to connect: exponential, with a maximum and jitter. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly maxMs = 15_000,
    private readonly random: () => number = Math.random,
  ) {}

  next(): number {
    const whole = Math.min(this.maxMs, this.firstMs * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(whole * (0.75 + this.random() * 0.25));
  }

  reset(): void {
    this.attempts = 0;
  }
}
