import type { SelectQueryBuilder } from 'typeorm';
import type { TargetQuery } from '../contracts/target.contract.js';
import { splitLabel } from '../engine/model/labels.js';
import type { TargetRow } from './target.table.js';

/** Narrows a query of `target` by labels; all that are asked for have to fit, and each is found by an index. */
export function narrowByLabels(
  query: SelectQueryBuilder<TargetRow>,
  { label = [], owner, environment }: Pick<TargetQuery, 'label' | 'owner' | 'environment'>,
): void {
  const asked = label.map(splitLabel);
  const exact = asked.filter(([, value]) => value !== null);
  const names = asked.flatMap(([name, value]) => (value === null ? [name] : []));
  for (const [index, [name, value]] of exact.entries()) {
    query.andWhere(`target.labels @> CAST(:label${index} AS jsonb)`, {
      [`label${index}`]: JSON.stringify({ [name]: value }),
    });
  }
  if (names.length > 0) query.andWhere('target.labels ?& CAST(:labelNames AS text[])', { labelNames: names });
  if (owner) query.andWhere('target.owner IN (:...owner)', { owner });
  if (environment) query.andWhere('target.environment IN (:...environment)', { environment });
}
