import { SystemClock } from '../../src/platform/clock.js';

/** The time of the system, moved on as a test says. */
export class MovedClock extends SystemClock {
  private moved = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.moved);
  }

  /** Milliseconds; never back. */
  advance(by: number): void {
    this.moved += by;
  }
}
