import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { DocumentQuery, Scan } from '../contracts/scan.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { holdingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { storeStream } from '../platform/storage/store-stream.js';
import { QUEUES } from '../platform/tokens.js';
import { BlobCleaner } from './blob-cleaner.service.js';
import { presentScan } from './scan-records.service.js';
import { ScanTable, type DocumentInput, type ScanRow } from './scan.table.js';

/** Takes in what comes as one document: stored as it is sent, and queued for a worker that reads it. */
@Injectable()
export class DocumentIntake {
  constructor(
    private readonly dataSource: DataSource,
    private readonly content: ContentStore,
    private readonly cleaner: BlobCleaner,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  /** Nothing is kept of a document that is larger than `limit` bytes or breaks off. */
  async submit(
    actor: Actor,
    kind: ScanRow['kind'],
    body: Readable,
    { reference }: DocumentQuery,
    limit: number,
  ): Promise<Scan> {
    const stored: string[] = [];
    try {
      const row = await holdingBlobs(this.dataSource, this.content, async (sink, manager) => {
        const { digest, sizeBytes } = await storeStream(sink, body, limit, 'IRONHULL_MAX_DOCUMENT');
        stored.push(digest);
        const references = reference === undefined ? [] : [reference];
        const input = { blob: digest, sizeBytes };
        const scan = { ...newScan(input, this.clock.newId(), this.clock.now()), kind, references };
        return this.store(manager, actor, { ...scan, requestedBy: actor.name });
      });
      await this.queues.add('scan', row.id);
      return presentScan(row);
    } catch (error) {
      if (stored.length > 0) await this.cleaner.clear(stored);
      throw error;
    }
  }

  private async store(manager: EntityManager, actor: Actor, row: ScanRow): Promise<ScanRow> {
    await manager.transaction(async (own) => {
      await insertRow(own, ScanTable, row);
      const change = { action: 'scan.requested', entity: 'scan', entityId: row.id };
      const { kind, digest, references } = row;
      await this.audit.record(own, actor, { ...change, details: { kind, digest, references } });
    });
    return row;
  }
}

function newScan(
  input: DocumentInput,
  id: string,
  now: Date,
): Omit<ScanRow, 'kind' | 'references' | 'requestedBy'> {
  return {
    id,
    state: 'queued',
    digest: input.blob,
    imageId: null,
    input,
    progress: {
      percent: 0,
      step: 'waiting for a worker',
      layersDone: 0,
      layersTotal: 0,
      bytesDone: 0,
      bytesTotal: input.sizeBytes,
    },
    targetId: null,
    error: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}
