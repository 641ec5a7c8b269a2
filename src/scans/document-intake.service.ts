import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { DocumentKind } from '../contracts/document.contract.js';
import type { DocumentQuery, Scan, ScanRequest, WorkloadQuery } from '../contracts/scan.contract.js';
import { labelsOf, type Labels } from '../engine/model/labels.js';
import { canonicalJson } from '../engine/policy/canonical-json.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { AppError } from '../platform/errors/app-error.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { holdingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { storeStream } from '../platform/storage/store-stream.js';
import { QUEUES } from '../platform/tokens.js';
import { BlobCleaner } from './blob-cleaner.service.js';
import { presentScan } from './scan-records.service.js';
import {
  ScanTable,
  type DocumentBundle,
  type DocumentInput,
  type DocumentReading,
  type ScanRow,
} from './scan.table.js';

/** Bytes of a request's document with its files, as JSON; the server takes no larger bodies of JSON. */
const requestBytes = 16 * 2 ** 20;

/** How a document comes: its name, its labels, and how it is read. */
interface Submission extends DocumentQuery {
  readonly labels?: Labels;
  readonly reading?: DocumentReading;
}

const noOptions = {
  environment: {},
  profiles: null,
  overrides: [],
  composeTarget: null,
  kubernetesVersion: null,
} as const satisfies Partial<DocumentBundle>;

type Documents = Omit<ScanRequest, 'reference' | 'labels'>;

/** The one document of a request, and its kind. */
function requested({
  workload,
  dockerfile,
  host,
  dockerBench,
}: Documents): [DocumentKind, Documents[keyof Documents] & object] {
  if (workload) return ['workload', workload];
  if (dockerfile) return ['dockerfile', dockerfile];
  if (host) return ['host', host];
  if (dockerBench) return ['docker-bench', dockerBench];
  throw new Error('the request names no document');
}

function readingOf(
  form: DocumentReading['form'],
  kind: DocumentKind,
  { kind: input, name }: Pick<WorkloadQuery, 'kind' | 'name'>,
): DocumentReading {
  return { form, input: kind === 'workload' ? (input ?? null) : kind, name: name ?? null };
}

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

  /** Takes a document with all that it is read with. */
  async request(actor: Actor, { reference, labels, ...documents }: ScanRequest): Promise<Scan> {
    const [kind, document] = requested(documents);
    const { name, kind: input, ...bundle } = { ...noOptions, kind: undefined, ...document };
    const body = Readable.from([Buffer.from(canonicalJson(bundle satisfies Partial<DocumentBundle>))]);
    const reading = readingOf('bundle', kind, { kind: input, name });
    return this.submit(actor, kind, body, { reference: reference ?? name, labels, reading }, requestBytes);
  }

  /** Takes the text of a document that stands alone. */
  async submitText(
    actor: Actor,
    kind: DocumentKind,
    body: Readable,
    { reference, label, ...query }: WorkloadQuery,
    limit: number,
  ): Promise<Scan> {
    const reading = readingOf('text', kind, query);
    return this.submit(actor, kind, body, { reference: reference ?? query.name, label, reading }, limit);
  }

  /** Nothing is kept of a document that is larger than `limit` bytes or breaks off. */
  async submit(
    actor: Actor,
    kind: ScanRow['kind'],
    body: Readable,
    { reference, label = [], labels = labelsOf(label), reading }: Submission,
    limit: number,
  ): Promise<Scan> {
    const stored: string[] = [];
    try {
      const row = await holdingBlobs(this.dataSource, this.content, async (sink, manager) => {
        const { digest, sizeBytes } = await storeStream(sink, body, limit, 'IRONHULL_MAX_DOCUMENT');
        stored.push(digest);
        if (sizeBytes === 0)
          throw new AppError('bad-request', 'The body is empty; send the document as the body.');
        const references = reference === undefined ? [] : [reference];
        const input = { blob: digest, sizeBytes, ...(reading && { reading }) };
        const scan = { ...newScan(input, this.clock.newId(), this.clock.now()), kind, references, labels };
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
      const { kind, digest, references, labels } = row;
      await this.audit.record(own, actor, { ...change, details: { kind, digest, references, labels } });
    });
    return row;
  }
}

function newScan(
  input: DocumentInput,
  id: string,
  now: Date,
): Omit<ScanRow, 'kind' | 'references' | 'labels' | 'requestedBy'> {
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
