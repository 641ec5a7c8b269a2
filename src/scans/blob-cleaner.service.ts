import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { clearingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { ScanRecords } from './scan-records.service.js';
import { blobsOf, type ScanRow } from './scan.table.js';

/** Those of the blobs that something needs. */
type NeededBlobs = (manager: EntityManager, digests: readonly string[]) => Promise<ReadonlySet<string>>;

/** Clears away the blobs of scans that have ended: what was observed is kept, the image is not. */
@Injectable()
export class BlobCleaner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly content: ContentStore,
    private readonly scans: ScanRecords,
  ) {}

  /** Removes what the ended scan brought, but for what another open scan needs. */
  async clearScan(id: string): Promise<void> {
    const scan = await this.scans.row(id);
    if (!scan || scan.finishedAt === null) return;
    await this.clearEnded(scan);
  }

  /** The same, of one that is known to have ended. */
  async clearEnded({ input }: Pick<ScanRow, 'input'>): Promise<void> {
    await this.clear(blobsOf(input));
  }

  /**
   * Removes those of the blobs that no open scan needs.
   * @param others tells those that something else needs.
   */
  async clear(digests: readonly string[], others?: NeededBlobs): Promise<void> {
    await clearingBlobs(this.dataSource, async (manager) => {
      const byScans = await this.scans.neededBlobs(manager, digests);
      const byOthers = await others?.(manager, digests);
      const done = [...new Set(digests)].filter((digest) => !byScans.has(digest) && !byOthers?.has(digest));
      await Promise.all(done.map((digest) => this.content.remove(digest)));
    });
  }
}
