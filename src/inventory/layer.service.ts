import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type QueryRunner } from 'typeorm';
import { decodeLayerIndex, type LayerIndex } from '../engine/artifacts/layer-index.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { CONFIG, LOGGER } from '../platform/tokens.js';
import { readersSignature } from './file-readers.js';
import { Lanes } from './lanes.js';
import { LayerThreads } from './layer-threads.js';
import type { PartOfFile } from './part-of-file.js';

/** A layer to be read: its identity, and what holds it. */
export interface LayerSource {
  readonly diffId: string;
  /** Of the blob in the content store. */
  readonly digest: string;
  /** The blob is this part of a file instead. */
  readonly place?: PartOfFile;
  /** It would keep its thread busy when all others are read: another core decodes it. */
  readonly isLongest?: boolean;
}

/** Layers are known by diff id: read once, by whichever worker comes first, for every image that has them. */
@Injectable()
export class LayerService {
  /** Over all scans of the process: reading takes a core. */
  private readonly reading: Lanes;
  private readonly underLock: Lanes;
  /** Layers that are seen to at a time, each by a connection: one more than are read, so that no core waits for the database. */
  readonly atATime: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly content: ContentStore,
    private readonly clock: Clock,
    private readonly threads: LayerThreads,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.reading = new Lanes(config.layerConcurrency);
    this.atATime = config.layerConcurrency + 1;
    this.underLock = new Lanes(this.atATime);
  }

  /** As many threads as read layers at a time are ready from now on: for a process that does scans. */
  expectLayers(): void {
    this.threads.keepReady(this.config.layerConcurrency);
  }

  /** Those of the diff ids that were read with the present readers. */
  async known(diffIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ diff_id: string }[]>(
      'SELECT diff_id FROM layer WHERE diff_id = ANY($1) AND readers = $2',
      [diffIds, readersSignature],
    );
    return new Set(rows.map((row) => row.diff_id));
  }

  /**
   * Reads a layer unless it is known. Only one worker reads a layer at a time; another one that needs it waits for the
   * first. The lock goes with the connection, so a killed worker holds nobody up.
   * @returns what is kept of it, as it is stored; null: it was known.
   * @throws ArchiveError when the blob is not what the diff id promises.
   */
  async ensureRead(
    layer: LayerSource,
    onBytes: (count: number) => void,
    signal?: AbortSignal,
  ): Promise<Uint8Array | null> {
    return this.underLock.run(() => this.readUnderLock(layer, onBytes, signal));
  }

  /** Gives the memory back that was needed to read layers, unless others are being read. */
  async rest(): Promise<void> {
    await this.threads.endIdle();
  }

  private async readUnderLock(
    layer: LayerSource,
    onBytes: (count: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array | null> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [layer.diffId]);
      try {
        if (await this.isKnown(runner, layer.diffId)) return null;
        return await this.readAndStore(runner, layer, onBytes, signal);
      } finally {
        await runner.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [layer.diffId]);
      }
    } finally {
      await runner.release();
    }
  }

  /** What is kept of a layer. Throws when it was never read. */
  async load(diffId: string): Promise<LayerIndex> {
    const rows = await this.dataSource.query<{ content: Buffer }[]>(
      'SELECT content FROM layer WHERE diff_id = $1 AND readers = $2',
      [diffId, readersSignature],
    );
    if (!rows[0]) throw new Error(`layer ${diffId} was not read`);
    return decodeLayerIndex(rows[0].content);
  }

  private async isKnown(runner: QueryRunner, diffId: string): Promise<boolean> {
    const sql = 'SELECT 1 FROM layer WHERE diff_id = $1 AND readers = $2';
    return ((await runner.query(sql, [diffId, readersSignature])) as unknown[]).length > 0;
  }

  private async readAndStore(
    runner: QueryRunner,
    { diffId, digest, place, isLongest }: LayerSource,
    onBytes: (count: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const blob = place ?? this.content.pathOf(digest);
    const { content, uncompressedBytes } = await this.reading.run(() =>
      this.threads.read({ diffId, blob }, onBytes, signal, isLongest),
    );
    await runner.query(
      `INSERT INTO layer (diff_id, readers, content, uncompressed_bytes, read_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (diff_id) DO UPDATE SET readers = excluded.readers, content = excluded.content, read_at = excluded.read_at`,
      [diffId, readersSignature, content, uncompressedBytes, this.clock.now()],
    );
    this.logger.debug({ diffId, bytes: uncompressedBytes }, 'layer read');
    return content;
  }
}
