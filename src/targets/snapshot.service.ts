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

  async load(manager: EntityManager, id: string): Promise<Snapshot> {
    const rows: { digest: string; rootfs_id: string; facts: ImageDescription }[] = await manager.query(
      'SELECT digest, rootfs_id, facts FROM snapshot WHERE id = $1',
      [id],
    );
    const row = rows[0];
    if (!row) throw new Error(`there is no snapshot ${id}`);
    const rootfs = await this.rootfs.load(manager, row.rootfs_id);
    return { id, digest: row.digest, rootfsId: row.rootfs_id, facts: { ...row.facts, rootfs } };
  }
}
