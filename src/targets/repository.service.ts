import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PageArgs, Slice, Total } from '../contracts/kit/schema.js';
import type {
  DecisionCount,
  Repository,
  RepositoryImages,
  RepositoryQuery,
} from '../contracts/repository.contract.js';
import type { Target } from '../contracts/target.contract.js';
import { Clock } from '../platform/clock.js';
import {
  boundedTotal,
  countedTogether,
  countsFrom,
  decodeCursor,
  mostCounted,
  refuseBadCursor,
  sliceOf,
} from '../platform/database/keyset.js';
import { shownDecision } from './target-view.js';
import { TargetService } from './target.service.js';

/** The repositories that images were seen in. */
@Injectable()
export class RepositoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly targets: TargetService,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  async list({ prefix = '', first, after }: RepositoryQuery): Promise<Slice<Repository>> {
    const [afterName] = after === undefined ? [null] : decodeCursor(after, 1);
    const rows = await this.dataSource
      .query<Repository[]>(selectRepositories, [startsWith(prefix), afterName, first + 1])
      .catch(refuseBadCursor(after));
    return sliceOf(
      rows,
      first,
      ({ name }) => [name],
      () => this.total(prefix),
    );
  }

  async find(name: string): Promise<Repository | null> {
    const counts = await countsFrom(this.dataSource, countImages, [[name]]);
    const imageCount = counts.get(name);
    return imageCount === undefined ? null : { name, imageCount };
  }

  /** The same page of each repository's images, newest first, in the order of the names. */
  async imagesOf(
    names: readonly string[],
    { decision, first, after }: Pick<RepositoryImages, 'decision'> & PageArgs,
  ): Promise<Slice<Target>[]> {
    const [afterTime, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const asked = [[...new Set(names)], decision ?? null, this.clock.now()];
    const rows = await this.dataSource
      .query<{ name: string; id: string }[]>(selectImages, [...asked, afterTime, afterId, first + 1])
      .catch(refuseBadCursor(after));
    const images = await this.targets.findMany(rows.map(({ id }) => id));
    const total = countedTogether(() => countsFrom(this.dataSource, countDecided, asked));
    return names.map((name) => {
      const own = rows.flatMap((row, index) => (row.name === name ? (images[index] ?? []) : []));
      return sliceOf(own, first, ({ createdAt, id }) => [createdAt, id], total(name));
    });
  }

  /** How many images of each repository there is each decision on, in the order of the names. */
  async decisionsOf(names: readonly string[]): Promise<DecisionCount[][]> {
    const rows = await this.dataSource.query<({ name: string } & DecisionCount)[]>(selectDecisions, [
      [...new Set(names)],
      this.clock.now(),
    ]);
    return names.map((name) =>
      rows.flatMap(({ name: of, decision, count }) => (of === name ? { decision, count } : [])),
    );
  }

  private async total(prefix: string): Promise<Total> {
    const [row] = await this.dataSource.query<{ count: number }[]>(countRepositories, [
      startsWith(prefix),
      mostCounted + 1,
    ]);
    return boundedTotal(row?.count ?? 0);
  }
}

/** As a pattern of LIKE. */
function startsWith(prefix: string): string {
  return `${prefix.replace(/[\\%_]/g, '\\$&')}%`;
}

const decided = shownDecision('t', '$3');

const selectRepositories = `SELECT repository AS name, count(*)::int AS "imageCount" FROM target_repository
  WHERE repository LIKE $1 AND ($2::text IS NULL OR repository > $2)
  GROUP BY repository ORDER BY repository LIMIT $3`;
const countRepositories = `SELECT count(*)::int AS count FROM (
  SELECT DISTINCT repository FROM target_repository WHERE repository LIKE $1 LIMIT $2) rows`;
const countImages = `SELECT repository AS parent, count(*)::int AS count FROM target_repository
  WHERE repository = ANY($1) GROUP BY repository`;
const selectImages = `SELECT asked.name, page.id FROM unnest($1::text[]) AS asked (name), LATERAL (
    SELECT t.id, t.created_at FROM target_repository r JOIN target t ON t.id = r.target_id
    WHERE r.repository = asked.name AND ($2::text[] IS NULL OR ${decided} = ANY($2))
      AND ($4::text IS NULL OR (t.created_at, t.id) < (CAST($4::text AS timestamptz), CAST($5::text AS uuid)))
    ORDER BY t.created_at DESC, t.id DESC LIMIT $6) page
  ORDER BY page.created_at DESC, page.id DESC`;
const countDecided = `SELECT r.repository AS parent, count(*)::int AS count
  FROM target_repository r JOIN target t ON t.id = r.target_id
  WHERE r.repository = ANY($1) AND ($2::text[] IS NULL OR ${decided} = ANY($2)) GROUP BY r.repository`;
const selectDecisions = `SELECT r.repository AS name, decision.of AS decision, count(*)::int AS count
  FROM target_repository r JOIN target t ON t.id = r.target_id,
    LATERAL (SELECT ${shownDecision('t', '$2')} AS of) decision
  WHERE r.repository = ANY($1) GROUP BY 1, 2 ORDER BY 1, 2`;
