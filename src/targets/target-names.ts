import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { repositoryOf } from '../engine/policy/repository.js';

/** Records by which digests a target is found, and in which repositories an image was seen. */
export async function recordNames(
  manager: EntityManager,
  targetId: string,
  digests: readonly string[],
  imageReferences: readonly string[],
): Promise<void> {
  const repositories = new Set(imageReferences.map(repositoryOf));
  await manager.query(insertNames, [[...new Set(digests)], [...repositories], targetId]);
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

const insertNames = `WITH digests AS (
    INSERT INTO target_digest (digest, target_id) SELECT unnest($1::text[]), $3 ON CONFLICT (digest) DO NOTHING)
  INSERT INTO target_repository (repository, target_id) SELECT unnest($2::text[]), $3 ON CONFLICT DO NOTHING`;
