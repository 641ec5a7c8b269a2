import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ArchiveQuery, Scan } from '../contracts/scan.contract.js';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import { namesOf } from '../engine/artifacts/image-reference.js';
import { ingestArchive, type ImageArchive, type IngestOptions } from '../engine/artifacts/archive-reader.js';
import type { BlobSink } from '../engine/artifacts/blob-sink.js';
import { labelsOf } from '../engine/model/labels.js';
import { placeArchive } from '../engine/artifacts/placed-archive.js';
import { LayerService } from '../inventory/layer.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { insertRow } from '../platform/database/insert.js';
import { isStorable } from '../platform/database/storable-json.js';
import { AppError } from '../platform/errors/app-error.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { holdingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { HandoverFolder } from '../platform/storage/handover-folder.js';
import { limited, refuseLarger } from '../platform/storage/store-stream.js';
import { CONFIG, QUEUES } from '../platform/tokens.js';
import { BlobCleaner } from './blob-cleaner.service.js';
import { presentScan } from './scan-records.service.js';
import { blobsOf, ScanTable, type LayerPlace, type ScanRow } from './scan.table.js';

/** Characters of an image's name. */
const longestName = 500;

/** An archive whose blobs are in the content store, but for layers that stand elsewhere, by diff id. */
interface TakenArchive {
  readonly archive: ImageArchive;
  readonly places: ReadonlyMap<string, LayerPlace>;
}

type Take = (sink: BlobSink, options: IngestOptions) => Promise<TakenArchive>;

/** Takes image archives in: streamed into the content store, verified, and queued for a worker. */
@Injectable()
export class ScanIntake {
  constructor(
    private readonly dataSource: DataSource,
    private readonly content: ContentStore,
    private readonly cleaner: BlobCleaner,
    private readonly layers: LayerService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  /**
   * Stores the archive's blobs and queues the scan. Layers that are known may be left out of the archive.
   * @throws ArchiveError when the archive is not what it should be; nothing is kept then.
   */
  async submitArchive(actor: Actor, body: Readable, query: ArchiveQuery, limit: number): Promise<Scan> {
    const row = await this.take(actor, query, async (sink, options) => {
      const archive = await ingestArchive(limited(body, limit), sink, options);
      return { archive, places: new Map() };
    });
    return this.queued(row);
  }

  /**
   * Queues the scan of an archive that is handed over in the data folder: its layers are read where they stand.
   * @throws AppError `not-found` where nothing can be handed over, or nothing is; ArchiveError as `submitArchive`.
   */
  async submitHandedOver(actor: Actor, id: string, query: ArchiveQuery, limit: number): Promise<Scan> {
    // With a database of their own, workers may be on other machines.
    const isOneMachine = this.config.databaseUrl === null;
    const offer = isOneMachine ? await new HandoverFolder(this.config.dataFolder).find(id) : null;
    if (!offer) throw new AppError('not-found', `Nothing is handed over as ${id}.`);
    refuseLarger(offer.sizeBytes, limit);
    const row = await this.take(actor, query, async (sink, options) => {
      const handle = await open(offer.path, 'r');
      try {
        const { archive, places } = await placeArchive(handle, sink, options);
        const placed = [...places].map(
          ([diffId, place]) => [diffId, { file: offer.path, ...place }] as const,
        );
        return { archive, places: new Map(placed) };
      } finally {
        await handle.close();
      }
    });
    return this.queued(row);
  }

  private async queued(row: ScanRow): Promise<Scan> {
    await this.queues.add('scan', row.id);
    return presentScan(row);
  }

  private async take(
    actor: Actor,
    { reference, platform, label = [], name, file }: ArchiveQuery,
    read: Take,
  ): Promise<ScanRow> {
    const stored: string[] = [];
    const known = new DataLoader(async (diffIds: readonly string[]) => {
      const found = await this.layers.known(diffIds);
      return diffIds.map((diffId) => found.has(diffId));
    });
    const isKnownLayer = (diffId: string) => known.load(diffId);
    const choice = { reference, platform: platform === undefined ? undefined : platformOf(platform) };
    try {
      return await holdingBlobs(this.dataSource, this.content, async (sink, manager) => {
        const { archive, places } = await read(sink, { ...choice, isKnownLayer });
        const stated = rowOf(archive, places, actor, this.clock.newId(), this.clock.now());
        const references = namesOf(archive, { name, file });
        const row = { ...stated, references, labels: labelsOf(label) };
        stored.push(...blobsOf(row.input));
        refuseBadNames(row);
        await this.store(manager, actor, row);
        return row;
      });
    } catch (error) {
      if (stored.length > 0) await this.cleaner.clear(stored);
      throw error;
    }
  }

  private async store(manager: EntityManager, actor: Actor, row: ScanRow): Promise<void> {
    await manager.transaction(async (own) => {
      await insertRow(own, ScanTable, row);
      const change = { action: 'scan.requested', entity: 'scan', entityId: row.id };
      await this.audit.record(own, actor, {
        ...change,
        details: { digest: row.digest, references: row.references, labels: row.labels },
      });
    });
  }
}

/** Names are searched by, so they must fit into an index and be text that a database holds. */
function refuseBadNames({ references }: Pick<ScanRow, 'references'>): void {
  const bad = references.find((name) => name.length > longestName || !isStorable(name));
  if (bad === undefined) return;
  const shown = JSON.stringify(bad.slice(0, 80));
  const what = `The archive gives the image a name that is none, of ${bad.length} characters: ${shown}`;
  throw new ArchiveError('invalid-document', what);
}

function platformOf(text: string): { os: string; architecture: string } {
  const [os, architecture] = text.split('/') as [string, string];
  return { os, architecture };
}

function rowOf(
  archive: ImageArchive,
  places: TakenArchive['places'],
  actor: Actor,
  id: string,
  now: Date,
): Omit<ScanRow, 'references' | 'labels'> {
  const { imageId, manifestDigest, layers } = archive;
  return {
    id,
    kind: 'image',
    state: 'queued',
    digest: manifestDigest ?? imageId,
    imageId,
    input: {
      imageId,
      manifestDigest,
      layers: layers.map(({ diffId, digest, sizeBytes }) => {
        const place = places.get(diffId);
        return { diffId, digest, sizeBytes, ...(place && { place }) };
      }),
    },
    progress: {
      percent: 0,
      step: 'waiting for a worker',
      layersDone: 0,
      layersTotal: layers.length,
      bytesDone: 0,
      bytesTotal: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
    },
    targetId: null,
    error: null,
    requestedBy: actor.name,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}
