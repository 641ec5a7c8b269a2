import type { ScanProgress } from '../contracts/scan.contract.js';
import { Throttle } from './throttle.js';

/** Shortest time between two reports of progress, in milliseconds. */
const reportInterval = 400;

/** Turns bytes and layers into what people see, and reports it now and then: that it begins, too. */
export class ProgressTracker {
  private progress: ScanProgress;
  private readonly throttle: Throttle;

  constructor(
    progress: ScanProgress,
    private readonly report: (progress: ScanProgress) => Promise<void>,
  ) {
    const counts = { percent: 1, layersDone: 0, bytesDone: 0, bytesTotal: 0 };
    this.progress = { ...progress, ...counts, step: 'starting' };
    this.throttle = new Throttle(reportInterval, () => this.report({ ...this.progress }));
    this.throttle.soon();
  }

  /** @param bytesTotal Bytes that there are to read. */
  async begin(step: string, layersKnown: number, bytesTotal: number): Promise<void> {
    this.progress = { ...this.progress, layersDone: layersKnown, bytesTotal, step };
    await this.throttle.now();
  }

  bytes(count: number): void {
    const bytesDone = Math.min(this.progress.bytesDone + count, this.progress.bytesTotal);
    const percent = Math.max(1, Math.floor((90 * bytesDone) / Math.max(1, this.progress.bytesTotal)));
    this.progress = { ...this.progress, bytesDone, percent };
    this.throttle.soon();
  }

  layerDone(): void {
    this.progress = { ...this.progress, layersDone: this.progress.layersDone + 1 };
    this.throttle.soon();
  }

  /** What is done at once is not reported. */
  step(step: string, percent: number): void {
    this.progress = { ...this.progress, step, percent };
    this.throttle.soon();
  }

  /** Nothing more is reported. */
  stop(): void {
    this.throttle.stop();
  }

  finished(): ScanProgress {
    this.stop();
    const { layersTotal, bytesTotal } = this.progress;
    return { ...this.progress, percent: 100, step: 'done', layersDone: layersTotal, bytesDone: bytesTotal };
  }
}
