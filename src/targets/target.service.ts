import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Component, ComponentQuery } from '../contracts/component.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Target, TargetQuery } from '../contracts/target.contract.js';
import type { RootfsFacts } from '../engine/model/facts.js';
import type { Decision } from '../engine/model/verdict.js';
import { ComponentService } from '../inventory/component.service.js';
import { Clock } from '../platform/clock.js';
import { keysetPage } from '../platform/database/keyset.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { SnapshotService, type ImageDescription } from './snapshot.service.js';
import { TargetTable, type TargetRow } from './target.table.js';

/** What is judged: images, by digest. */
@Injectable()
export class TargetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotService,
    private readonly components: ComponentService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what a scan observed of an image and makes it the target's present state. The same image id is the same
   * target, whichever manifest names it. Returns the target's id.
   */
  async recordImage(
    description: ImageDescription,
    references: readonly string[],
    rootfsId: string,
  ): Promise<string> {
    const { imageId, manifestDigest } = description;
    return this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const rows: { id: string }[] = await manager.query(
        `INSERT INTO target (id, kind, digest, image_id, "references", created_at, scanned_at)
         VALUES ($1, 'image', $2, $3, $4, $5, $5)
         ON CONFLICT (image_id) DO UPDATE SET scanned_at = excluded.scanned_at, needs_judging = true,
           digest = CASE WHEN target.digest = target.image_id THEN excluded.digest ELSE target.digest END,
           "references" = ARRAY(SELECT DISTINCT unnest(target."references" || excluded."references") ORDER BY 1)
         RETURNING id`,
        [this.clock.newId(), manifestDigest ?? imageId, imageId, references, now],
      );
      const { id } = rows[0]!;
      const digests = [imageId, ...(manifestDigest ? [manifestDigest] : [])];
      await manager.query(
        `INSERT INTO target_digest (digest, target_id) SELECT unnest($1::text[]), $2
         ON CONFLICT (digest) DO NOTHING`,
        [digests, id],
      );
      const snapshotId = await this.snapshots.record(manager, id, description, rootfsId);
      await manager.update(TargetTable, { id }, { snapshotId });
      return id;
    });
  }

  async get(id: string): Promise<Target> {
    const row = await this.dataSource.getRepository(TargetTable).findOneBy({ id });
    if (!row) throw new AppError('not-found', `There is no target ${id}.`);
    return (await this.present([row]))[0]!;
  }

  async find(id: string): Promise<Target | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids; null where there is none. One statement a table, however many. */
  async findMany(ids: readonly string[]): Promise<(Target | null)[]> {
    const rows = await this.dataSource.getRepository(TargetTable).findBy({ id: In([...ids]) });
    const targets = new Map((await this.present(rows)).map((target) => [target.id, target]));
    return ids.map((id) => targets.get(id) ?? null);
  }

  /** Newest first. */
  async list({ decision, reference, ...page }: TargetQuery): Promise<Slice<Target>> {
    const query = this.dataSource.getRepository(TargetTable).createQueryBuilder('target');
    if (reference) query.andWhere('target.references @> ARRAY[:reference]::text[]', { reference });
    if (decision) {
      query.andWhere(`coalesce((${selectDecision('target', ':now')}), 'pending') IN (:...decision)`, {
        decision,
        now: this.clock.now(),
      });
    }
    const slice = await keysetPage(query, newestFirst, page);
    const targets = await this.present(slice.rows);
    const byId = new Map(slice.rows.map((row) => [row.id, row]));
    return { ...slice, rows: targets, cursor: (target) => slice.cursor(byId.get(target.id)!) };
  }

  /** The components of a target's present state, by name. */
  async listComponents(id: string, query: ComponentQuery): Promise<Slice<Component>> {
    const [slice] = await this.listComponentsOfMany([id], query);
    if (!slice) throw new AppError('not-found', `There is no target ${id}.`);
    return slice;
  }

  /** The same page of each target's components, in the order of the ids; null where there is no target. */
  async listComponentsOfMany(
    ids: readonly string[],
    query: ComponentQuery,
  ): Promise<(Slice<Component> | null)[]> {
    const rows = await this.dataSource.query<{ id: string; rootfs_id: string }[]>(
      'SELECT t.id, s.rootfs_id FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = ANY($1)',
      [ids],
    );
    const slices = await this.components.pages(
      rows.map((row) => row.rootfs_id),
      query,
    );
    const byTarget = new Map(rows.map((row, index) => [row.id, slices[index]!]));
    return ids.map((id) => byTarget.get(id) ?? null);
  }

  /**
   * Marks the targets that contain any of the components; they are judged again. Returns how many. All marking goes by
   * `judgingTurns`, so that no judgement under way is missed and no two transactions mark at once.
   */
  async markHolding(manager: EntityManager, componentIds: readonly string[]): Promise<number> {
    if (componentIds.length === 0) return 0;
    await judgingTurns.change(manager);
    const [, count]: [unknown[], number] = await manager.query(
      `UPDATE target SET needs_judging = true WHERE snapshot_id IN (
         SELECT s.id FROM rootfs_component l JOIN snapshot s ON s.rootfs_id = l.rootfs_id
         WHERE l.component_id = ANY($1::bigint[]))`,
      [componentIds],
    );
    return count;
  }

  /** Marks the targets on which something could not be decided: new advisories may decide it. */
  async markUndecided(manager: EntityManager): Promise<void> {
    await judgingTurns.change(manager);
    await manager.query(
      `UPDATE target SET needs_judging = true WHERE NOT needs_judging AND id IN (
         SELECT target_id FROM verdict WHERE is_current AND decision = 'unknown'
         UNION SELECT target_id FROM finding WHERE result = 'unknown')`,
    );
  }

  /** Marks the named targets, or all of them, to be judged again. */
  async mark(manager: EntityManager, ids: readonly string[] | null): Promise<void> {
    await judgingTurns.change(manager);
    await manager.query('UPDATE target SET needs_judging = true WHERE $1::uuid[] IS NULL OR id = ANY($1)', [
      ids,
    ]);
  }

  private async present(rows: readonly TargetRow[]): Promise<Target[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const details = await this.dataSource.query<DetailRow[]>(selectDetails, [ids, this.clock.now()]);
    const counts = await this.components.count(details.map((detail) => detail.rootfs_id));
    const byTarget = new Map(details.map((detail) => [detail.id, detail]));
    return rows.flatMap((row) => {
      const detail = byTarget.get(row.id);
      return detail ? [presentTarget(row, detail, counts.get(detail.rootfs_id) ?? 0)] : [];
    });
  }
}

interface DetailRow {
  id: string;
  rootfs_id: string;
  platform: { os: string; architecture: string; variant: string | null };
  distribution: string | null;
  bytes: string;
  problems: RootfsFacts['problems'];
  decision: Decision | null;
}

/** The stored decision on a target, as long as it holds; none when it has to be judged again. */
const selectDecision = (target: string, now: string) => `SELECT v.decision FROM verdict v
  WHERE v.target_id = ${target}.id AND v.is_current AND NOT ${target}.needs_judging
    AND (v.valid_until IS NULL OR v.valid_until > ${now})`;

const selectDetails = `SELECT t.id, s.rootfs_id, s.facts -> 'platform' AS platform,
    coalesce(r.facts #>> '{osRelease,prettyName}', r.facts #>> '{osRelease,id}') AS distribution,
    r.facts #>> '{files,bytes}' AS bytes, r.facts -> 'problems' AS problems,
    (${selectDecision('t', '$2')}) AS decision
  FROM target t JOIN snapshot s ON s.id = t.snapshot_id JOIN rootfs r ON r.id = s.rootfs_id
  WHERE t.id = ANY($1)`;

const newestFirst = [
  {
    expression: 'target.createdAt',
    direction: 'DESC' as const,
    type: 'timestamptz',
    value: (row: TargetRow) => row.createdAt,
  },
  { expression: 'target.id', direction: 'DESC' as const, type: 'uuid', value: (row: TargetRow) => row.id },
];

function presentTarget(row: TargetRow, detail: DetailRow, componentCount: number): Target {
  const { os, architecture, variant } = detail.platform;
  return {
    id: row.id,
    kind: row.kind,
    digest: row.digest,
    imageId: row.imageId,
    references: row.references,
    platform: [os, architecture, variant].filter(Boolean).join('/'),
    distribution: detail.distribution,
    sizeBytes: Number(detail.bytes),
    componentCount,
    isComplete: detail.problems.length === 0,
    problems: detail.problems.map((problem) => `${problem.path}: ${problem.detail}`),
    decision: detail.decision ?? 'pending',
    createdAt: row.createdAt,
    scannedAt: row.scannedAt,
  };
}
