import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Component, ComponentQuery } from '../contracts/component.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Target, TargetQuery } from '../contracts/target.contract.js';
import type { Inventory } from '../engine/model/facts.js';
import { keptLabels, type Labels } from '../engine/model/labels.js';
import { ComponentService } from '../inventory/component.service.js';
import { InventoryService, type StoredInventory } from '../inventory/inventory.service.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { BaseImageService } from './base-image.service.js';
import { SnapshotService, type Description } from './snapshot.service.js';
import { narrowByLabels } from './target-labels.js';
import { narrowByRepository, recordTarget, type RecordedTarget } from './target-names.js';
import {
  candidatesFor,
  presentTarget,
  selectDetails,
  shownDecision,
  type TargetDetail,
} from './target-view.js';
import { TargetTable, type TargetRow } from './target.table.js';

export type { RecordedTarget } from './target-names.js';

/** How a target is recorded. */
export interface RecordOptions {
  /** What makes it the same target; null or absent: its digest. */
  readonly identity?: string | null;
  /** To be set on it, beside those that were set before. */
  readonly labels?: Labels;
  /**
   * Adds to what was observed what follows from the target's present state, which is null when it is new. Nobody records
   * anything of the target between the two.
   */
  readonly complete?: (
    description: Description,
    present: () => Promise<Description | null>,
  ) => Description | Promise<Description>;
}

/** What is judged: images, folders of sources and bills of materials, by digest. */
@Injectable()
export class TargetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotService,
    private readonly bases: BaseImageService,
    private readonly components: ComponentService,
    private readonly inventories: InventoryService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what a scan observed and makes it the target's present state. The same image id is the same target,
   * whichever manifest names it.
   */
  async record(
    description: Description,
    references: readonly string[],
    inventory: StoredInventory,
    { identity: known = null, labels = {}, complete = (described) => described }: RecordOptions = {},
  ): Promise<RecordedTarget> {
    const { identity, digest } = identityOf(description, known);
    return this.dataSource.transaction(async (manager) => {
      const seen = { id: this.clock.newId(), kind: description.kind, digest, identity };
      const observedLabels = brought(description);
      const target = await recordTarget(
        manager,
        { ...seen, references, observedLabels, labels },
        this.clock.now(),
      );
      const whole = await complete(description, () => this.snapshots.present(manager, target.id));
      await this.snapshots.record(manager, target.id, whole, inventory);
      return target;
    });
  }

  async get(id: string): Promise<Target> {
    const row = await this.dataSource.getRepository(TargetTable).findOneBy({ id });
    if (!row) throw new AppError('not-found', `There is no target ${id}.`);
    return (await this.present([row]))[0]!;
  }

  /**
   * All that a target holds.
   * @throws AppError `not-found`
   */
  async inventory(id: string): Promise<Inventory> {
    const [row] = await this.dataSource.query<{ inventory_id: string }[]>(selectInventory, [id]);
    if (!row) throw new AppError('not-found', `There is no target ${id}.`);
    return this.inventories.whole(row.inventory_id);
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
  async list({
    kind,
    decision,
    reference,
    repository,
    label,
    owner,
    environment,
    ...page
  }: TargetQuery): Promise<Slice<Target>> {
    const query = this.dataSource.getRepository(TargetTable).createQueryBuilder('target');
    narrowByLabels(query, { label, owner, environment });
    if (kind) query.andWhere('target.kind IN (:...kind)', { kind });
    if (reference) query.andWhere('target.references @> ARRAY[:reference]::text[]', { reference });
    narrowByRepository(query, 'target.id', repository);
    if (decision) {
      const candidates = `target.id IN (${candidatesFor(decision, ':now')})`;
      query.andWhere(`${candidates} AND ${shownDecision('target', ':now')} IN (:...decision)`, {
        decision,
        now: this.clock.now(),
      });
    }
    const slice = await keysetPage(query, byAge, page);
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
    const rows = await this.dataSource.query<{ id: string; inventory_id: string }[]>(
      'SELECT t.id, s.inventory_id FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = ANY($1)',
      [ids],
    );
    const slices = await this.components.pages(
      rows.map((row) => row.inventory_id),
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
         SELECT s.id FROM inventory_component l JOIN snapshot s ON s.inventory_id = l.inventory_id
         WHERE l.component_id = ANY($1::bigint[]))`,
      [componentIds],
    );
    return count;
  }

  /** Marks the targets on which something could not be decided, or was too old: new advisories may decide it. */
  async markUndecided(manager: EntityManager): Promise<void> {
    await judgingTurns.change(manager);
    await manager.query(
      `UPDATE target SET needs_judging = true WHERE NOT needs_judging AND id IN (
         SELECT target_id FROM verdict WHERE is_current
           AND (judged = 'unknown' OR reasons @> '[{"code": "advisories-stale"}]')
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
    const details = await this.dataSource.query<TargetDetail[]>(selectDetails, [ids, this.clock.now()]);
    const counts = await this.components.count(details.map((detail) => detail.inventory_id));
    const bases = await this.bases.of(ids);
    const byTarget = new Map(details.map((detail) => [detail.id, detail]));
    return rows.flatMap((row) => {
      const detail = byTarget.get(row.id);
      if (!detail) return [];
      const base = bases.get(row.id) ?? null;
      return [presentTarget(row, detail, base, counts.get(detail.inventory_id) ?? 0)];
    });
  }
}

const selectInventory = `SELECT s.inventory_id FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = $1`;

const byAge = newestFirst('target', 'createdAt', (row: TargetRow) => row.createdAt);

/** The labels that an image brings itself. */
function brought(description: Description): Labels {
  return description.kind === 'image' ? keptLabels(description.config.labels) : {};
}

/** What makes it one target, and the digest it is shown by. */
function identityOf(description: Description, known: string | null): { identity: string; digest: string } {
  if (description.kind !== 'image') {
    const { digest } = description;
    return { identity: known ?? digest, digest: known ?? digest };
  }
  const { imageId, manifestDigest } = description;
  return { identity: imageId, digest: manifestDigest ?? imageId };
}
