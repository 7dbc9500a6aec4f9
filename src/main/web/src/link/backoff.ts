/** How long to wait before each attempt to connect: twice as long each time, up to a bound, and never in step with other pages. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly mostMs = 15_000,
    private readonly random: () => number = Math.random,
  ) {}

  next(): number {
    const whole = Math.min(this.mostMs, this.firstMs * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(whole * (0.75 + this.random() * 0.25));
  }

  reset(): void {
    this.attempts = 0;
  }
}
