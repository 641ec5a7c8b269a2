import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { repositoryOf } from '../engine/policy/repository.js';

/** Records by which digests a target is found, and in which repositories an image was seen. */
export async function recordNames(
  manager: EntityManager,
  targetId: string,
  digests: readonly string[],
  imageReferences: readonly string[],
): Promise<void> {
  await manager.query(insertDigests, [[...new Set(digests)], targetId]);
  const repositories = [...new Set(imageReferences.map(repositoryOf))];
  if (repositories.length > 0) await manager.query(insertRepositories, [repositories, targetId]);
}

/** Narrows a query to what is of images that were seen in the repository; `id` is its column with the target's id. */
export function narrowByRepository<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  id: string,
  repository: string | undefined,
): void {
  if (repository === undefined) return;
  const inIt = 'SELECT target_id FROM target_repository WHERE repository = :repository';
  query.andWhere(`${id} IN (${inIt})`, { repository });
}

const insertDigests = `INSERT INTO target_digest (digest, target_id) SELECT unnest($1::text[]), $2
  ON CONFLICT (digest) DO NOTHING`;
const insertRepositories = `INSERT INTO target_repository (repository, target_id) SELECT unnest($1::text[]), $2
  ON CONFLICT DO NOTHING`;
