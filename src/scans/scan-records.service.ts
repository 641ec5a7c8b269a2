import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Scan, ScanProgress, ScanQuery } from '../contracts/scan.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Labels } from '../engine/model/labels.js';
import { EventLog, type EventDraft } from '../events/event-log.service.js';
import { Clock } from '../platform/clock.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { storableJson } from '../platform/database/storable-json.js';
import { AppError } from '../platform/errors/app-error.js';
import { ScanTable, type ScanRow } from './scan.table.js';

const open: Scan['state'][] = ['queued', 'running'];
const openOnly = `WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;

/** The scans as rows: read, moved from state to state, and watched. */
@Injectable()
export class ScanRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<Scan> {
    const scan = await this.find(id);
    if (!scan) throw new AppError('not-found', `There is no scan ${id}.`);
    return scan;
  }

  async find(id: string): Promise<Scan | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(Scan | null)[]> {
    const rows = await this.table.findBy({ id: In([...ids]) });
    const byId = new Map(rows.map((row) => [row.id, presentScan(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Newest first. */
  async list({ state, kind, digest, ...page }: ScanQuery): Promise<Slice<Scan>> {
    const query = this.table.createQueryBuilder('scan');
    if (state) query.andWhere('scan.state IN (:...state)', { state });
    if (kind) query.andWhere('scan.kind IN (:...kind)', { kind });
    if (digest) query.andWhere('scan.digest = :digest', { digest });
    const slice = await keysetPage(query, byAge, page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map(presentScan),
      cursor: (scan) => slice.cursor(rows.get(scan.id)!),
    };
  }

  /** The newest scan of an image by digest of its manifest or config; null when it was never submitted. */
  async newestOf(digest: string): Promise<Scan | null> {
    const row = await this.table.findOne({
      where: [{ kind: 'image', digest }, { imageId: digest }],
      order: { createdAt: 'DESC' },
    });
    return row && presentScan(row);
  }

  /** The scan as it stands, and again after each change, until it has ended or the signal aborts. */
  async *changes(id: string, signal: AbortSignal): AsyncGenerator<Scan> {
    let told = '';
    for await (const _ of this.feed.watch('scan', id, signal)) {
      const scan = await this.get(id);
      const state = JSON.stringify(scan);
      if (state !== told) yield scan;
      told = state;
      if (!open.includes(scan.state)) return;
    }
  }

  /** The row for the worker; null when there is none. */
  async row(id: string): Promise<ScanRow | null> {
    return this.table.findOneBy({ id });
  }

  /** Marks the scan as running. False: it has ended already, so there is nothing to do. */
  async start(id: string): Promise<boolean> {
    const change = `UPDATE scan SET state = 'running', started_at = $2 ${openOnly}`;
    return (await this.announce(change, [id, this.clock.now()])) === 1;
  }

  async report(id: string, progress: ScanProgress): Promise<void> {
    await this.announce(`UPDATE scan SET progress = $2 ${openOnly}`, [id, storableJson(progress)]);
  }

  /** @param target what was observed, with its labels as they are now */
  async succeed(
    id: string,
    target: { readonly id: string; readonly labels: Labels },
    progress: ScanProgress,
  ): Promise<void> {
    await this.end(id, { state: 'succeeded', targetId: target.id, progress, error: null }, target.labels);
  }

  async fail(id: string, error: NonNullable<Scan['error']>): Promise<void> {
    await this.end(id, { state: 'failed', error });
  }

  /** Open scans that were submitted before that time, oldest first. */
  async openSince(before: Date): Promise<{ id: string }[]> {
    return this.dataSource.query(
      `SELECT id FROM scan WHERE state IN ('queued', 'running') AND created_at < $1 ORDER BY created_at LIMIT 1000`,
      [before],
    );
  }

  /** Those of the blobs that an open scan still needs. */
  async neededBlobs(manager: EntityManager, digests: readonly string[]): Promise<Set<string>> {
    const rows: { digest: string }[] = await manager.query(
      `SELECT DISTINCT b.digest FROM scan s, LATERAL (
         SELECT s.image_id AS digest UNION ALL SELECT s.input ->> 'blob'
         UNION ALL SELECT l ->> 'digest' FROM jsonb_array_elements(s.input -> 'layers') l) b
       WHERE s.state IN ('queued', 'running') AND b.digest = ANY($1)`,
      [digests],
    );
    return new Set(rows.map((row) => row.digest));
  }

  private async end(id: string, change: Partial<ScanRow>, labels: Labels | null = null): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const end = { ...change, finishedAt: this.clock.now() };
      const { affected } = await manager.update(ScanTable, { id, state: In(open) }, end);
      if (affected === 1) {
        const row = await manager.findOneByOrFail(ScanTable, { id });
        await this.events.record(manager, [finishedEvent(row, labels ?? row.labels)]);
      }
      await this.feed.announce(manager, 'scan', id);
    });
  }

  private announce(change: string, parameters: readonly unknown[]): Promise<number> {
    return this.feed.announceChanged(this.dataSource.manager, 'scan', change, parameters);
  }

  private get table() {
    return this.dataSource.getRepository(ScanTable);
  }
}

/** The resource, without what no client sees. */
export function presentScan({ imageId: _, input: __, ...scan }: ScanRow): Scan {
  return scan;
}

/** @param labels of the target; of one that was not recorded those that it was to have */
function finishedEvent(
  { id, state, kind, digest, references, targetId, error }: ScanRow,
  labels: Labels,
): EventDraft {
  const of = references[0] ?? digest;
  const summary = `The scan of ${of} (${kind}) ${state}${error === null ? '' : `: ${error.message}`}.`;
  const reason = error === null ? null : { code: error.code, message: error.message };
  const data = { summary, scan: id, state, kind, digest, references, target: targetId, error: reason };
  return { type: 'scan.finished', subject: id, about: { references, labels }, data };
}

const byAge = newestFirst('scan', 'createdAt', (row: ScanRow) => row.createdAt);
