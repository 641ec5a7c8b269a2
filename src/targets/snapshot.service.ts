import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ImageFacts } from '../engine/model/facts.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { RootfsService } from '../inventory/rootfs.service.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';

/** The facts of an image but for its file system, which images on the same layers share. */
export type ImageDescription = Omit<ImageFacts, 'rootfs'>;

/** Facts with the digest that names them: of the description, with the digest of the file system's facts in it. */
export interface Snapshot {
  readonly id: string;
  readonly digest: string;
  readonly rootfsId: string;
  readonly facts: ImageFacts;
}

/** What a scan observed of a target: immutable, content-hashed. */
@Injectable()
export class SnapshotService {
  constructor(
    private readonly rootfs: RootfsService,
    private readonly clock: Clock,
  ) {}

  /** Stores what was observed, unless the target has the very same already; returns the snapshot's id. */
  async record(
    manager: EntityManager,
    targetId: string,
    description: ImageDescription,
    rootfsId: string,
  ): Promise<string> {
    const digest = digestOf({ ...description, rootfs: await this.rootfs.digest(manager, rootfsId) });
    await manager.query(
      `INSERT INTO snapshot (id, target_id, rootfs_id, digest, facts, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (target_id, digest) DO NOTHING`,
      [this.clock.newId(), targetId, rootfsId, digest, storableJson(description), this.clock.now()],
    );
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM snapshot WHERE target_id = $1 AND digest = $2',
      [targetId, digest],
    );
    return rows[0]!.id;
  }

  /** The snapshots by their ids, with their facts but for the components that have none of the names. */
  async load(
    manager: EntityManager,
    ids: readonly string[],
    componentNames: readonly string[],
  ): Promise<Map<string, Snapshot>> {
    const rows: SnapshotRow[] = await manager.query(
      'SELECT id, digest, rootfs_id, facts FROM snapshot WHERE id = ANY($1)',
      [ids],
    );
    const stacks = await this.rootfs.load(
      manager,
      rows.map((row) => row.rootfs_id),
      componentNames,
    );
    return new Map(
      rows.map(({ id, digest, rootfs_id: rootfsId, facts }) => {
        const rootfs = stacks.get(rootfsId);
        if (!rootfs) throw new Error(`there is no rootfs ${rootfsId}`);
        return [id, { id, digest, rootfsId, facts: { ...facts, rootfs } }];
      }),
    );
  }
}

interface SnapshotRow {
  readonly id: string;
  readonly digest: string;
  readonly rootfs_id: string;
  readonly facts: ImageDescription;
}
