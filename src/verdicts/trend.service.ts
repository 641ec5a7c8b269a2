import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TrendDay, TrendQuery } from '../contracts/trend.contract.js';
import { severities, type Severity } from '../engine/model/severity.js';
import { Clock } from '../platform/clock.js';

/** In milliseconds. */
const day = 86_400_000;

/** Columns of both statements. */
type Numbers = Record<'allowed' | 'denied' | 'unknown' | 'exempted' | `severity_${Severity}`, number>;

/** How decisions and findings went, day by day: from what stands now, back over what changed since. */
@Injectable()
export class TrendService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The oldest day first; the last one is today. */
  async trends({ days, owner, repository }: TrendQuery): Promise<TrendDay[]> {
    const today = Math.floor(this.clock.now().getTime() / day);
    const dates = Array.from({ length: days }, (_, index) => dateOf(today - index));
    const scope = [owner ?? null, repository ?? null];
    const { manager } = this.dataSource;
    // Both see the same state.
    const [[standing], changes] = await manager.transaction('REPEATABLE READ', async (within) => [
      await within.query<Numbers[]>(selectStanding, scope),
      await within.query<({ date: string } & Numbers)[]>(selectChanges, [...scope, dates.at(-1)]),
    ]);
    const changed = new Map(changes.map((row) => [row.date, row]));
    let numbers = standing!;
    return dates
      .map((date) => {
        const shown = present(date, numbers);
        numbers = minus(numbers, changed.get(date));
        return shown;
      })
      .reverse();
  }
}

function dateOf(dayNumber: number): string {
  return new Date(dayNumber * day).toISOString().slice(0, 10);
}

function present(date: string, numbers: Numbers): TrendDay {
  const { allowed, denied, unknown, exempted } = numbers;
  const counts = severities.map((severity) => [severity, numbers[`severity_${severity}`]] as const);
  return {
    date,
    allowed,
    denied,
    unknown,
    exempted,
    findings: Object.fromEntries(counts) as TrendDay['findings'],
  };
}

function minus(numbers: Numbers, change: Numbers | undefined): Numbers {
  if (!change) return numbers;
  const entries = Object.entries(numbers) as [keyof Numbers, number][];
  return Object.fromEntries(entries.map(([name, value]) => [name, value - change[name]])) as Numbers;
}

/** What the verdict `v` adds to each column; an absent one adds nothing. */
const added = (v: string): Record<string, string> => ({
  ...Object.fromEntries(
    [
      ['allowed', 'allow'],
      ['denied', 'deny'],
      ['unknown', 'unknown'],
    ].map(([column, decision]) => [column!, `(coalesce(${v}.decision, '') = '${decision}')::int`]),
  ),
  exempted: `coalesce(${v}.exempted_count, 0)`,
  ...Object.fromEntries(
    severities.map((severity) => [
      `severity_${severity}`,
      `coalesce((${v}.counts ->> '${severity}')::int, 0)`,
    ]),
  ),
});
const summed = (sums: Readonly<Record<string, string>>) =>
  Object.entries(sums)
    .map(([column, sum]) => `coalesce(sum(${sum}), 0)::int AS ${column}`)
    .join(', ');
const differences = Object.fromEntries(
  Object.entries(added('v')).map(([column, sum]) => [column, `${sum} - ${added('before')[column]}`]),
);

const inScope = `($1::text[] IS NULL OR v.target_id IN (SELECT id FROM target WHERE owner = ANY($1)))
  AND ($2::text IS NULL OR v.target_id IN (SELECT target_id FROM target_repository WHERE repository = $2))`;
const selectStanding = `SELECT ${summed(added('v'))} FROM verdict v WHERE v.is_current AND ${inScope}`;
/** From the day `$3` on. */
const selectChanges = `SELECT to_char(v.since AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, ${summed(differences)}
  FROM verdict v LEFT JOIN LATERAL (
    SELECT b.decision, b.counts, b.exempted_count FROM verdict b
    WHERE b.target_id = v.target_id AND (b.judged_at, b.id) < (v.judged_at, v.id)
    ORDER BY b.judged_at DESC, b.id DESC LIMIT 1) before ON true
  WHERE v.since >= $3::date::timestamp AT TIME ZONE 'UTC' AND ${inScope} GROUP BY 1`;
