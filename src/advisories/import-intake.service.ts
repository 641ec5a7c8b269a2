import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { holdingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { storeStream } from '../platform/storage/store-stream.js';
import { QUEUES } from '../platform/tokens.js';
import { AdvisoryImportTable, type AdvisoryImportRow } from './advisory-import.table.js';
import { emptyCounts, ImportRecords } from './import-records.service.js';

/** Takes sources in: stored as they stream, then imported by a worker. */
@Injectable()
export class ImportIntake {
  constructor(
    private readonly dataSource: DataSource,
    private readonly content: ContentStore,
    private readonly audit: AuditService,
    private readonly imports: ImportRecords,
    private readonly clock: Clock,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  /** Stores the body (a zip, or JSON) and queues its import. */
  async submit(actor: Actor, body: Readable, source: string, limit: number): Promise<AdvisoryImport> {
    const row = await holdingBlobs(this.dataSource, this.content, async (sink, manager) => {
      const { digest } = await storeStream(sink, body, limit);
      const queued = this.rowOf(actor, source, digest);
      await this.store(manager, actor, queued);
      return queued;
    });
    await this.queues.add('advisory-import', row.id);
    return this.imports.get(row.id);
  }

  private rowOf(actor: Actor, source: string, digest: string): AdvisoryImportRow {
    return {
      id: this.clock.newId(),
      state: 'queued',
      source,
      input: { digest },
      ...emptyCounts(null),
      error: null,
      requestedBy: actor.name,
      createdAt: this.clock.now(),
      finishedAt: null,
    };
  }

  private async store(manager: EntityManager, actor: Actor, row: AdvisoryImportRow): Promise<void> {
    const { source, input } = row;
    await manager.transaction(async (own) => {
      await insertRow(own, AdvisoryImportTable, row);
      const change = { action: 'advisories.import-requested', entity: 'advisory-import', entityId: row.id };
      await this.audit.record(own, actor, { ...change, details: { source, ...input } });
    });
  }
}
