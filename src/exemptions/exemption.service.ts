import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, type SelectQueryBuilder } from 'typeorm';
import type { Exemption, ExemptionQuery, ExemptionState } from '../contracts/exemption.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { present } from './exemption-view.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

/** Exemptions as they are read. */
@Injectable()
export class ExemptionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<Exemption> {
    const exemption = await this.find(id);
    if (!exemption) throw new AppError('not-found', `There is no exemption ${id}.`);
    return exemption;
  }

  async find(id: string): Promise<Exemption | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(Exemption | null)[]> {
    const rows = await this.table.findBy({ id: In([...ids]) });
    const now = this.clock.now();
    const byId = new Map(rows.map((row) => [row.id, present(row, now)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Approved, and not expired now; by id. */
  async inForce(): Promise<Exemption[]> {
    const now = this.clock.now();
    const where = { state: 'approved', expiresAt: MoreThan(now) } as const;
    const rows = await this.table.find({ where, order: { id: 'ASC' } });
    return rows.map((row) => present(row, now));
  }

  /** Newest first. */
  async list({ state, targetId, expiringWithin, ...page }: ExemptionQuery): Promise<Slice<Exemption>> {
    const now = this.clock.now();
    const query = this.table.createQueryBuilder('exemption');
    if (state) narrowByState(query, state, now);
    if (expiringWithin !== undefined) {
      query.andWhere(
        `exemption.state = 'approved' AND exemption.expiresAt > :now AND exemption.expiresAt <= :until`,
        {
          now,
          until: new Date(now.getTime() + spanOf(expiringWithin)),
        },
      );
    }
    if (targetId) {
      query.andWhere(`exemption.scope -> 'targets' @> jsonb_build_array(CAST(:targetId AS text))`, {
        targetId,
      });
    }
    const slice = await keysetPage(query, byAge, page);
    const byId = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map((row) => present(row, now)),
      cursor: (exemption) => slice.cursor(byId.get(exemption.id)!),
    };
  }

  private get table() {
    return this.dataSource.getRepository(ExemptionTable);
  }
}

const spans: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** `7d` in milliseconds. */
function spanOf(text: string): number {
  return Number(text.slice(0, -1)) * (spans[text.slice(-1)] ?? 0);
}

function narrowByState(
  query: SelectQueryBuilder<ExemptionRow>,
  states: readonly (typeof ExemptionState.options)[number][],
  now: Date,
): void {
  query.andWhere(
    `CASE WHEN exemption.state = 'approved' AND exemption.expiresAt <= :now THEN 'expired' ELSE exemption.state END
     IN (:...states)`,
    { states, now },
  );
}

const byAge = newestFirst('exemption', 'requestedAt', (row: ExemptionRow) => row.requestedAt);
