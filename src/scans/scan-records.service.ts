import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Scan, ScanProgress, ScanQuery } from '../contracts/scan.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Labels } from '../engine/model/labels.js';
import { EventLog, type EventDraft } from '../events/event-log.service.js';
import { Clock } from '../platform/clock.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { readRows, selectList } from '../platform/database/select-list.js';
import { storableJson } from '../platform/database/storable-json.js';
import { AppError } from '../platform/errors/app-error.js';
import { ScanTable, type ScanRow } from './scan.table.js';

const open: Scan['state'][] = ['queued', 'running'];
const openOnly = `WHERE id = $1 AND state IN ('queued', 'running')`;

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
    const rows = await readRows(this.dataSource.manager, ScanTable, 'WHERE id = ANY($1)', [ids]);
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

  /**
   * Marks the scan as running; null: there is none, or it has ended already, so there is nothing to do. Who watches
   * hears of it with the first report: most scans of known layers have ended before.
   */
  async start(id: string): Promise<ScanRow | null> {
    const rows = await this.dataSource.query<ScanRow[]>(startScan, [id, this.clock.now()]);
    return rows[0] ?? null;
  }

  async report(id: string, progress: ScanProgress): Promise<void> {
    const change = `UPDATE scan SET progress = $2 ${openOnly} RETURNING id`;
    await this.feed.announceChanged(this.dataSource.manager, 'scan', change, [id, storableJson(progress)]);
  }

  /** @param target what was observed, with its labels as they are now */
  async succeed(
    id: string,
    target: { readonly id: string; readonly labels: Labels },
    progress: ScanProgress,
  ): Promise<void> {
    const end = { state: 'succeeded', targetId: target.id, progress, error: null } as const;
    await this.end(id, end, target.labels);
  }

  async fail(id: string, error: NonNullable<Scan['error']>): Promise<void> {
    await this.end(id, { state: 'failed', targetId: null, progress: null, error }, null);
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

  private async end(
    id: string,
    { state, targetId, progress, error }: End,
    labels: Labels | null,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [how, why] = [progress, error].map((value) => value && storableJson(value));
      const parameters = [id, state, targetId, how, why, this.clock.now()];
      const ended = await this.feed.announceRows<ScanRow>(manager, 'scan', endScan, parameters);
      await this.events.record(
        manager,
        ended.map((row) => finishedEvent(row, labels ?? row.labels)),
      );
    });
  }

  private get table() {
    return this.dataSource.getRepository(ScanTable);
  }
}

/** How a scan ends; no progress: what was reported last stays. */
interface End {
  readonly state: 'succeeded' | 'failed';
  readonly targetId: string | null;
  readonly progress: ScanProgress | null;
  readonly error: Scan['error'];
}

const startScan = `WITH started AS (
    UPDATE scan SET state = 'running', started_at = $2 ${openOnly} RETURNING *)
  SELECT ${selectList(ScanTable, 'started')} FROM started`;
const endScan = {
  change: `UPDATE scan SET state = $2, target_id = $3, progress = COALESCE($4, progress), error = $5,
    finished_at = $6 ${openOnly} RETURNING *`,
  columns: selectList(ScanTable, 'changed'),
};

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
