/** Calls a function at most once an interval, one call at a time; what comes between is told by the next call. */
export class Throttle {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    /** In milliseconds. */
    private readonly interval: number,
    private readonly call: () => Promise<void>,
  ) {}

  /** Within the interval. A failed call is left to the next one: it carries all that this one did. */
  soon(): void {
    if (this.isStopped) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.running = this.running.then(this.call).catch(() => undefined);
    }, this.interval);
  }

  /** At once, and waits for it. */
  async now(): Promise<void> {
    this.clear();
    this.running = this.running.catch(() => undefined).then(this.call);
    await this.running;
  }

  /** No more calls. */
  stop(): void {
    this.isStopped = true;
    this.clear();
  }

  private clear(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
