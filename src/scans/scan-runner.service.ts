import { Injectable } from '@nestjs/common';
import { RefreshService } from '../advisories/refresh.service.js';
import type { RecordedTarget } from '../targets/target.service.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { DocumentObserver } from './document-observer.service.js';
import { ImageObserver } from './image-observer.service.js';
import { ProgressTracker } from './progress-tracker.js';
import { ScanRecords } from './scan-records.service.js';
import type { ScanRow } from './scan.table.js';

/** Runs one scan: takes down facts, judges. Safe to run again at any point. */
@Injectable()
export class ScanRunner {
  constructor(
    private readonly scans: ScanRecords,
    private readonly images: ImageObserver,
    private readonly documents: DocumentObserver,
    private readonly rejudging: RejudgingService,
    private readonly refresh: RefreshService,
  ) {}

  /**
   * Returns the scan that has ended by this; null: there was nothing to do.
   * @throws ArchiveError when the input is broken: trying again would not help.
   */
  async run(scanId: string, signal?: AbortSignal): Promise<ScanRow | null> {
    const scan = await this.scans.start(scanId);
    if (!scan) return null;
    const tracker = new ProgressTracker(scan.progress, (progress) => this.scans.report(scanId, progress));
    try {
      const target = await this.observe(scan, tracker, signal);
      tracker.step('judging', 97);
      await this.rejudging.judgeTargets([target.id]);
      await this.scans.succeed(scanId, target, tracker.finished());
      await this.refresh.followTarget(target.id);
      return scan;
    } finally {
      tracker.stop();
    }
  }

  private observe(scan: ScanRow, tracker: ProgressTracker, signal?: AbortSignal): Promise<RecordedTarget> {
    const { kind, input } = scan;
    if (!('blob' in input)) return this.images.observe(input, scan, tracker, signal);
    switch (kind) {
      case 'source':
        return this.documents.observeSource(input, scan, tracker, signal);
      case 'workload':
      case 'dockerfile':
      case 'host':
      case 'docker-bench':
        return this.documents.observeDocument(kind, input, scan, tracker);
      default:
        return this.documents.observeSbom(input, scan, tracker);
    }
  }
}
