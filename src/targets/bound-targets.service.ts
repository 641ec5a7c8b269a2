import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BoundTarget } from '../engine/policy/binding.js';
import type { TargetRow } from './target.table.js';

/** What of a stored target chooses its binding. */
export interface StoredBoundTarget extends BoundTarget {
  readonly id: string;
}

/** Targets held against bindings at a time. */
const batch = 5_000;

/** All targets, as bindings choose among them. */
@Injectable()
export class BoundTargets {
  /** Every target, in batches, by their ids. */
  async *all(manager: EntityManager): AsyncGenerator<StoredBoundTarget[]> {
    for (let after: string | null = null; ;) {
      const rows: StoredBoundTarget[] = await manager.query(selectBatch, [after, batch]);
      if (rows.length > 0) yield rows;
      if (rows.length < batch) return;
      after = rows.at(-1)!.id;
    }
  }

  /** Those of the ids that there are. */
  async of(manager: EntityManager, ids: readonly string[]): Promise<StoredBoundTarget[]> {
    return manager.query(`${select} WHERE id = ANY($1)`, [ids]);
  }

  /** By its id, a digest of it, or a name it was seen under: of several the one that was scanned last. */
  async find(manager: EntityManager, name: string): Promise<StoredBoundTarget | null> {
    const rows: StoredBoundTarget[] = await manager.query(selectNamed, [isId.test(name) ? name : null, name]);
    return rows[0] ?? null;
  }
}

const select = `SELECT id, kind, "references", set_labels AS labels FROM target`;
const selectNamed = `${select} WHERE id = $1::uuid OR "references" @> ARRAY[$2::text]
    OR id IN (SELECT target_id FROM target_digest WHERE digest = $2)
  ORDER BY scanned_at DESC, id LIMIT 1`;
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const selectBatch = `${select} WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`;

/** A row, as bindings choose by it. */
export function boundTarget({ kind, references, setLabels }: TargetRow): BoundTarget {
  return { kind, references, labels: setLabels };
}
