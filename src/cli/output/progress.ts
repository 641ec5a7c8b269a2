import type { Output } from '../command-line.js';
import { padded, truncated } from './text.js';

/** How far something is. */
export interface ProgressState {
  /** What is being done: `sending`, `reading layers`. */
  readonly label: string;
  /** 0 to 1; null: not known. */
  readonly fraction: number | null;
  /** More of it: `120.3 MB of 267.0 MB`. Empty: nothing to add. */
  readonly detail: string;
}

/** Shows how far something is, while it goes on. */
export interface Progress {
  show(state: ProgressState): void;
  /** Takes the bar away; the next `show` starts a new one. */
  clear(): void;
}

const barColumns = 24;
/** Longer labels push the bar to the right. */
const labelColumns = 16;
/** Shortest time between two pictures of the bar, and between two plain lines, in milliseconds. */
const barInterval = 80;
const lineInterval = 4_000;

/**
 * A bar that is redrawn on a terminal, a plain line every four seconds elsewhere: what takes less says nothing.
 * @param now monotonic clock, in milliseconds.
 */
export function createProgress(output: Output, now: () => number): Progress {
  return output.isTTY ? new ProgressBar(output, now) : new ProgressLines(output, now);
}

/** Shows nothing. */
export const noProgress: Progress = { show: () => undefined, clear: () => undefined };

class ProgressBar implements Progress {
  private drawnAt = Number.NEGATIVE_INFINITY;
  private label = '';

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
  ) {}

  show(state: ProgressState): void {
    const at = this.now();
    const isDone = state.fraction !== null && state.fraction >= 1;
    if (state.label === this.label && !isDone && at - this.drawnAt < barInterval) return;
    this.label = state.label;
    this.drawnAt = at;
    this.output.write(`\r\x1b[2K${truncated(barLine(state), (this.output.columns || 80) - 1)}`);
  }

  clear(): void {
    if (this.drawnAt === Number.NEGATIVE_INFINITY) return;
    this.drawnAt = Number.NEGATIVE_INFINITY;
    this.label = '';
    this.output.write('\r\x1b[2K');
  }
}

class ProgressLines implements Progress {
  private toldAt: number;

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
  ) {
    this.toldAt = now();
  }

  show({ label, fraction, detail }: ProgressState): void {
    const at = this.now();
    if (at - this.toldAt < lineInterval) return;
    this.toldAt = at;
    const parts = [label, fraction === null ? '' : percentText(fraction), detail];
    this.output.write(`ironhull: ${parts.filter((part) => part !== '').join(', ')}\n`);
  }

  clear(): void {
    this.toldAt = this.now();
  }
}

function barLine({ label, fraction, detail }: ProgressState): string {
  const head = padded(label, labelColumns);
  if (fraction === null) return `${head} ${detail}`.trimEnd();
  const filled = Math.round(within(fraction) * barColumns);
  const bar = '█'.repeat(filled) + '░'.repeat(barColumns - filled);
  return `${head} ${bar} ${percentText(fraction).padStart(5)}  ${detail}`.trimEnd();
}

function percentText(fraction: number): string {
  return `${Math.floor(within(fraction) * 100)} %`;
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
