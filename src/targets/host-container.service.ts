import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { HostContainer } from '../contracts/host-container.contract.js';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import type { Target } from '../contracts/target.contract.js';
import { Clock } from '../platform/clock.js';
import {
  countedTogether,
  countsFrom,
  decodeCursor,
  refuseBadCursor,
  sliceOf,
} from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { shownDecision } from './target-view.js';
import { TargetService } from './target.service.js';

/** Which image each container of a host runs, and which hosts run an image: by what is scanned now. */
@Injectable()
export class HostContainers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly targets: TargetService,
    private readonly clock: Clock,
  ) {}

  /**
   * The containers of a host, by name; none of another target.
   * @throws AppError `not-found`
   */
  async ofHost(targetId: string, page: PageArgs): Promise<Slice<HostContainer>> {
    await this.exists(targetId);
    return (await this.ofHosts([targetId], page))[0]!;
  }

  /** The same page of each host's containers, in the order of the ids. */
  async ofHosts(targetIds: readonly string[], { first, after }: PageArgs): Promise<Slice<HostContainer>[]> {
    const [afterName, afterPosition] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.dataSource
      .query<ContainerRow[]>(selectContainers, [
        [...new Set(targetIds)],
        afterName,
        afterPosition,
        first + 1,
        this.clock.now(),
      ])
      .catch(refuseBadCursor(after));
    const shown = new Map(rows.map((row) => [present(row), row]));
    const total = this.totals(countContainers, targetIds);
    const place = (container: HostContainer) => {
      const { name, position } = shown.get(container)!;
      return [name, position];
    };
    return targetIds.map((id) => {
      const own = [...shown].flatMap(([container, row]) => (row.target_id === id ? container : []));
      return sliceOf(own, first, place, total(id));
    });
  }

  /**
   * The hosts that have a container of an image, newest first; none of another target.
   * @throws AppError `not-found`
   */
  async hostsOf(targetId: string, page: PageArgs): Promise<Slice<Target>> {
    await this.exists(targetId);
    return (await this.hostsOfMany([targetId], page))[0]!;
  }

  /** The same page of each image's hosts, in the order of the ids. */
  async hostsOfMany(targetIds: readonly string[], { first, after }: PageArgs): Promise<Slice<Target>[]> {
    const [afterTime, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.dataSource
      .query<HostRow[]>(selectHosts, [[...new Set(targetIds)], afterTime, afterId, first + 1])
      .catch(refuseBadCursor(after));
    const hosts = await this.targets.findMany(rows.map(({ host_id: id }) => id));
    const total = this.totals(countHosts, targetIds);
    return targetIds.map((id) => {
      const own = rows.flatMap((row, index) => (row.image_target_id === id ? (hosts[index] ?? []) : []));
      return sliceOf(own, first, (host) => [host.createdAt, host.id], total(id));
    });
  }

  private totals(sql: string, targetIds: readonly string[]) {
    return countedTogether(() => countsFrom(this.dataSource, sql, [[...new Set(targetIds)]]));
  }

  private async exists(targetId: string): Promise<void> {
    const rows = await this.dataSource.query<object[]>('SELECT 1 FROM target WHERE id = $1', [targetId]);
    if (rows.length === 0) throw new AppError('not-found', `There is no target ${targetId}.`);
  }
}

interface ContainerRow {
  readonly target_id: string;
  readonly position: number;
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
  readonly image_id: string | null;
  readonly status: string | null;
  readonly image_target_id: string | null;
  readonly decision: HostContainer['decision'];
}

interface HostRow {
  readonly image_target_id: string;
  readonly host_id: string;
}

function present(row: ContainerRow): HostContainer {
  const { id, name, image, image_id: imageId, status, image_target_id: imageTargetId, decision } = row;
  return { id, name, image, imageId, status, imageTargetId, decision };
}

const selectContainers = `SELECT page.*, i.id AS image_target_id,
    CASE WHEN i.id IS NOT NULL THEN ${shownDecision('i', '$5')} END AS decision
  FROM unnest($1::uuid[]) AS host (id), LATERAL (
    SELECT c.* FROM host_container c WHERE c.target_id = host.id
      AND ($2::text IS NULL OR (c.name, c.position) > ($2, CAST($3::text AS int)))
    ORDER BY c.name, c.position LIMIT $4) page
  LEFT JOIN LATERAL (
    SELECT t.* FROM unnest(page.digests) WITH ORDINALITY w(digest, rank)
      JOIN target_digest d ON d.digest = w.digest JOIN target t ON t.id = d.target_id AND t.kind = 'image'
    ORDER BY w.rank LIMIT 1) i ON true
  ORDER BY page.name, page.position`;

const countContainers = `SELECT target_id AS parent, count(*)::int AS count FROM host_container
  WHERE target_id = ANY($1) GROUP BY target_id`;

const countHosts = `SELECT image.id AS parent, (SELECT count(DISTINCT c.target_id)::int FROM host_container c
    WHERE c.digests && ARRAY(SELECT d.digest FROM target_digest d WHERE d.target_id = image.id)) AS count
  FROM unnest($1::uuid[]) AS image (id)`;

const selectHosts = `SELECT image.id AS image_target_id, page.id AS host_id
  FROM unnest($1::uuid[]) AS image (id), LATERAL (
    SELECT h.id, h.created_at FROM target h WHERE h.id IN (
        SELECT c.target_id FROM host_container c
        WHERE c.digests && ARRAY(SELECT d.digest FROM target_digest d WHERE d.target_id = image.id))
      AND ($2::text IS NULL OR (h.created_at, h.id) < (CAST($2::text AS timestamptz), CAST($3::text AS uuid)))
    ORDER BY h.created_at DESC, h.id DESC LIMIT $4) page
  ORDER BY page.created_at DESC, page.id DESC`;
