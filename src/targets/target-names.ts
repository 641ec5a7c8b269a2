import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { TargetKind } from '../engine/model/facts.js';
import type { Labels } from '../engine/model/labels.js';
import { repositoryOf } from '../engine/policy/repository.js';

/** A target that was recorded, with the labels that it has now. */
export interface RecordedTarget {
  readonly id: string;
  readonly labels: Labels;
}

/** A target as it was seen. */
export interface SeenTarget {
  /** When it is new. */
  readonly id: string;
  readonly kind: TargetKind;
  readonly digest: string;
  readonly identity: string;
  readonly references: readonly string[];
  readonly observedLabels: Labels;
  /** To be set on it, beside those that were set before. */
  readonly labels: Labels;
}

/**
 * Records that a target was seen, by which digests it is found, and in which repositories an image was seen: it is to be
 * judged again.
 */
export async function recordTarget(
  manager: EntityManager,
  { id, kind, digest, identity, references, observedLabels, labels }: SeenTarget,
  now: Date,
): Promise<RecordedTarget> {
  const digests = [...new Set([identity, digest])];
  const repositories = kind === 'image' ? [...new Set(references.map(repositoryOf))] : [];
  const target = [id, kind, digest, identity, references, observedLabels, labels, now];
  const rows: RecordedTarget[] = await manager.query(upsertTarget, [...target, digests, repositories]);
  return rows[0]!;
}

/** Narrows a query to what is of images that were seen in the repository; `id` is its column with the target's id. */
export function narrowByRepository<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  id: string,
  repository: string | undefined,
): void {
  if (repository === undefined) return;
  const inIt = 'SELECT target_id FROM target_repository WHERE repository = :repository';
  // As a list, they are looked up first: as a join, all rows may be gone through in search of a repository that has
  // none.
  query.andWhere(`${id} = ANY (ARRAY(${inIt}))`, { repository });
}

const upsertTarget = `WITH noted AS (
    INSERT INTO target (id, kind, digest, identity, "references", observed_labels, set_labels, created_at, scanned_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
    ON CONFLICT (identity) DO UPDATE SET scanned_at = excluded.scanned_at, needs_judging = true,
      observed_labels = excluded.observed_labels, set_labels = target.set_labels || excluded.set_labels,
      digest = CASE WHEN target.digest = target.identity THEN excluded.digest ELSE target.digest END,
      "references" = ARRAY(SELECT DISTINCT unnest(target."references" || excluded."references") ORDER BY 1)
    RETURNING id, labels),
  digests AS (
    INSERT INTO target_digest (digest, target_id) SELECT unnest($9::text[]), id FROM noted
    ON CONFLICT (digest) DO NOTHING),
  repositories AS (
    INSERT INTO target_repository (repository, target_id) SELECT unnest($10::text[]), id FROM noted
    ON CONFLICT DO NOTHING)
  SELECT id, labels FROM noted`;
