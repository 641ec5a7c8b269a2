import { Inject, Injectable } from '@nestjs/common';
import type { ScanProgress } from '../contracts/scan.contract.js';
import { readImageConfig } from '../engine/artifacts/image-config.js';
import { LayerService } from '../inventory/layer.service.js';
import { RootfsService } from '../inventory/rootfs.service.js';
import type { Config } from '../platform/config/config.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { CONFIG } from '../platform/tokens.js';
import type { ImageDescription } from '../targets/snapshot.service.js';
import { TargetService } from '../targets/target.service.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { ScanRecords } from './scan-records.service.js';
import type { ScanRow } from './scan.table.js';
import { Throttle } from './throttle.js';

/** Shortest time between two reports of progress, in milliseconds. */
const reportInterval = 150;

/** Runs one scan: reads the layers nobody has read, takes down facts, judges. Safe to run again at any point. */
@Injectable()
export class ScanRunner {
  constructor(
    private readonly scans: ScanRecords,
    private readonly layers: LayerService,
    private readonly rootfs: RootfsService,
    private readonly targets: TargetService,
    private readonly rejudging: RejudgingService,
    private readonly content: ContentStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ArchiveError when the image is broken: trying again would not help. */
  async run(scanId: string, signal?: AbortSignal): Promise<void> {
    const scan = await this.scans.row(scanId);
    if (!scan || !(await this.scans.start(scanId))) return;
    const tracker = new ProgressTracker(scan, (progress) => this.scans.report(scanId, progress));
    const rootfsId = await this.rootfsOf(scan, tracker, signal);
    await tracker.step('judging', 97);
    const description = await this.describe(scan);
    const targetId = await this.targets.recordImage(description, scan.references, rootfsId);
    await this.rejudging.judgeTargets([targetId]);
    await this.scans.succeed(scanId, targetId, tracker.finished());
  }

  private async rootfsOf(scan: ScanRow, tracker: ProgressTracker, signal?: AbortSignal): Promise<string> {
    const { layers } = scan.input;
    const diffIds = layers.map((layer) => layer.diffId);
    const stored = await this.rootfs.find(diffIds);
    if (stored) return stored;
    const known = await this.layers.known(diffIds);
    const unread = layers.filter((layer) => !known.has(layer.diffId));
    await tracker.begin(layers.length - unread.length, unread);
    await this.readAll(unread, tracker, signal);
    await tracker.step('putting the layers together', 93);
    return this.rootfs.assemble(diffIds);
  }

  /** Reads as many layers at a time as there are cores; the largest first, so that none is left over at the end. */
  private async readAll(
    layers: ScanRow['input']['layers'],
    tracker: ProgressTracker,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const waiting = [...layers].sort((a, b) => b.sizeBytes - a.sizeBytes);
    const failure = new AbortController();
    const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
    const readNext = async (): Promise<void> => {
      for (let layer = waiting.shift(); layer && !stop.aborted; layer = waiting.shift()) {
        await this.layers.ensureRead(layer, (count) => tracker.bytes(count), stop);
        tracker.layerDone();
      }
    };
    const lanes = Array.from({ length: Math.min(this.config.layerConcurrency, waiting.length) }, () =>
      readNext().catch((error: unknown) => {
        failure.abort();
        throw error;
      }),
    );
    const results = await Promise.allSettled(lanes);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    signal?.throwIfAborted();
  }

  private async describe({ input }: ScanRow): Promise<ImageDescription> {
    const bytes = await this.content.read(input.imageId);
    const observed = readImageConfig(JSON.parse(bytes.toString('utf8')));
    return {
      kind: 'image',
      imageId: input.imageId,
      manifestDigest: input.manifestDigest,
      ...observed,
      layers: input.layers.map(({ diffId, digest, sizeBytes }) => ({ diffId, digest, sizeBytes })),
    };
  }
}

/** Turns bytes and layers into what people see, and reports it now and then. */
class ProgressTracker {
  private progress: ScanProgress;
  private readonly throttle: Throttle;

  constructor(
    scan: ScanRow,
    private readonly report: (progress: ScanProgress) => Promise<void>,
  ) {
    this.progress = {
      ...scan.progress,
      percent: 1,
      step: 'starting',
      layersDone: 0,
      bytesDone: 0,
      bytesTotal: 0,
    };
    this.throttle = new Throttle(reportInterval, () => this.report({ ...this.progress }));
  }

  async begin(layersKnown: number, unread: ScanRow['input']['layers']): Promise<void> {
    const bytesTotal = unread.reduce((sum, layer) => sum + layer.sizeBytes, 0);
    this.progress = { ...this.progress, layersDone: layersKnown, bytesTotal, step: 'reading layers' };
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

  async step(step: string, percent: number): Promise<void> {
    this.progress = { ...this.progress, step, percent };
    await this.throttle.now();
  }

  finished(): ScanProgress {
    this.throttle.stop();
    const { layersTotal, bytesTotal } = this.progress;
    return { ...this.progress, percent: 100, step: 'done', layersDone: layersTotal, bytesDone: bytesTotal };
  }
}
