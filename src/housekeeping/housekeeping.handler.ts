import { Inject, Injectable } from '@nestjs/common';
import { ImportRecords } from '../advisories/import-records.service.js';
import { Clock } from '../platform/clock.js';
import type { JobHandler } from '../platform/queue/job-handler.js';
import type { JobQueues, QueueName } from '../platform/queue/job-queues.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { QUEUES } from '../platform/tokens.js';
import { PreviewRecords } from '../previews/preview-records.service.js';
import { BlobCleaner } from '../scans/blob-cleaner.service.js';
import { ScanRecords } from '../scans/scan-records.service.js';
import { RecordRetention } from './record-retention.service.js';

/** A row older than this whose job is not in the queue was lost between the two; in milliseconds. */
const lostAfter = 30_000;
/** Unfinished uploads older than this were abandoned; in milliseconds. */
const abandonedAfter = 24 * 3_600_000;
/** Blobs that nothing needs are removed when they are older than this, in milliseconds. */
const unneededAfter = 2 * 3_600_000;

/** Puts right what a crash between two steps left behind. */
@Injectable()
export class HousekeepingHandler implements JobHandler {
  readonly queue = 'housekeeping';
  readonly every = 30_000;
  readonly concurrency = 1;

  constructor(
    private readonly scans: ScanRecords,
    private readonly imports: ImportRecords,
    private readonly previews: PreviewRecords,
    private readonly content: ContentStore,
    private readonly cleaner: BlobCleaner,
    private readonly retention: RecordRetention,
    private readonly clock: Clock,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now().getTime();
    const before = new Date(now - lostAfter);
    const fail = { code: 'internal', message: 'The job was given up; the log of the service says why.' };
    for (const { id } of await this.scans.openSince(before)) {
      await this.recover('scan', id, () => this.scans.fail(id, fail));
    }
    for (const { id } of await this.imports.openSince(before)) {
      await this.recover('advisory-import', id, () => this.imports.fail(id, fail));
    }
    for (const { id } of await this.previews.openSince(before)) {
      await this.recover('policy-preview', id, () => this.previews.fail(id, fail));
    }
    await this.content.sweep(new Date(now - abandonedAfter));
    await this.retention.clear();
    await this.clearUnneeded(new Date(now - unneededAfter));
  }

  isFinal(): boolean {
    return false;
  }

  async gaveUp(): Promise<void> {}

  /** Blobs whose upload broke off before a row named them, or whose process was killed before it cleared them. */
  private async clearUnneeded(before: Date): Promise<void> {
    const old: string[] = [];
    for await (const { digest, modifiedAt } of this.content.list()) if (modifiedAt < before) old.push(digest);
    await this.cleaner.clear(old, (manager, digests) => this.imports.neededBlobs(manager, digests));
  }

  /** An open row has an open job: one that is missing is added, one that was given up ends the row. */
  private async recover(queue: QueueName, id: string, fail: () => Promise<void>): Promise<void> {
    const { state } = await this.queues.standing(queue, id);
    if (state === 'absent') await this.queues.add(queue, id);
    else if (state === 'completed') await this.queues.addAgain(queue, id);
    else if (state === 'failed') await fail();
  }
}
