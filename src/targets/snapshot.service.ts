import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Facts, ImageFacts, RootfsFacts, SbomFacts, SourceFacts } from '../engine/model/facts.js';
import type { DockerfileFacts } from '../engine/model/dockerfile-facts.js';
import type { DockerBenchFacts } from '../engine/model/docker-bench-facts.js';
import type { HostFacts } from '../engine/model/host-facts.js';
import type { WorkloadDocumentFacts } from '../engine/model/workload-document.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { InventoryService, type StoredInventory } from '../inventory/inventory.service.js';
import { HostContainerStore } from './host-container-store.service.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';

/** The facts of an image but for its file system, which images on the same layers share. */
export type ImageDescription = Omit<ImageFacts, 'rootfs'>;
/** The facts of a target but for its inventory, which targets that hold the same share; documents hold nothing. */
export type Description =
  | ImageDescription
  | Omit<SourceFacts, 'inventory'>
  | Omit<SbomFacts, 'inventory'>
  | WorkloadDocumentFacts
  | DockerfileFacts
  | HostFacts
  | DockerBenchFacts;

/** Facts with the digest that names them: of the description, with the digest of the inventory's facts in it. */
export interface Snapshot {
  readonly id: string;
  readonly digest: string;
  readonly inventoryId: string;
  readonly facts: Facts;
}

/** What a scan observed of a target: immutable, content-hashed. */
@Injectable()
export class SnapshotService {
  constructor(
    private readonly inventories: InventoryService,
    private readonly containers: HostContainerStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores what was observed, unless the target has the very same already, and makes it the target's present state. The
   * transaction must hold the target's row, so that nobody else adds a snapshot of it.
   */
  async record(
    manager: EntityManager,
    targetId: string,
    description: Description,
    inventory: StoredInventory,
  ): Promise<void> {
    const digest = digestOf({ ...description, [inventoryKey(description)]: inventory.digest });
    await manager.query(
      `WITH added AS (
         INSERT INTO snapshot (id, target_id, inventory_id, digest, facts, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (target_id, digest) DO NOTHING RETURNING id),
       present AS (
         SELECT id FROM added UNION ALL SELECT id FROM snapshot WHERE target_id = $2 AND digest = $4)
       UPDATE target SET snapshot_id = present.id FROM present WHERE target.id = $2`,
      [this.clock.newId(), targetId, inventory.id, digest, storableJson(description), this.clock.now()],
    );
    if (description.kind === 'host') await this.containers.replace(manager, targetId, description);
  }

  /** What was observed of the target last, but for its inventory; null: nothing yet. */
  async present(manager: EntityManager, targetId: string): Promise<Description | null> {
    const rows: { facts: Description }[] = await manager.query(
      'SELECT s.facts FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = $1',
      [targetId],
    );
    return rows[0]?.facts ?? null;
  }

  /** Id of the target's snapshot of that digest; null: it is not kept any more. */
  async idOf(manager: EntityManager, targetId: string, digest: string): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM snapshot WHERE target_id = $1 AND digest = $2',
      [targetId, digest],
    );
    return rows[0]?.id ?? null;
  }

  /**
   * The snapshots by their ids, with their facts but for the components that have none of the names; null: with all.
   */
  async load(
    manager: EntityManager,
    ids: readonly string[],
    componentNames: readonly string[] | null,
  ): Promise<Map<string, Snapshot>> {
    const rows: SnapshotRow[] = await manager.query(
      'SELECT id, digest, inventory_id, facts FROM snapshot WHERE id = ANY($1)',
      [ids],
    );
    const inventories = await this.inventories.load<RootfsFacts>(
      manager,
      rows.map((row) => row.inventory_id),
      componentNames,
    );
    return new Map(
      rows.map(({ id, digest, inventory_id: inventoryId, facts }) => {
        const inventory = inventories.get(inventoryId);
        if (!inventory) throw new Error(`there is no inventory ${inventoryId}`);
        return [id, { id, digest, inventoryId, facts: factsOf(facts, inventory) }];
      }),
    );
  }
}

interface SnapshotRow {
  readonly id: string;
  readonly digest: string;
  readonly inventory_id: string;
  readonly facts: Description;
}

function factsOf(description: Description, inventory: RootfsFacts): Facts {
  switch (description.kind) {
    case 'image':
      return { ...description, rootfs: inventory };
    case 'workload':
    case 'dockerfile':
    case 'host':
    case 'docker-bench':
      return description;
    default:
      return { ...description, inventory };
  }
}

function inventoryKey({ kind }: Description): 'rootfs' | 'inventory' {
  return kind === 'image' ? 'rootfs' : 'inventory';
}
