import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdvisoryDatabase } from '../engine/checks/check.js';

/** What the judge knows of the database besides the matches. */
export interface AdvisoryState {
  readonly database: AdvisoryDatabase;
  /** CVE ids of CISA's catalogue. */
  readonly knownExploited: ReadonlySet<string>;
}

/** What an import brought. */
export interface ImportOutcome {
  readonly hasRecords: boolean;
  readonly hasCatalogue: boolean;
  /** Without their releases. */
  readonly ecosystems: readonly string[];
  /** Date of FIRST's scores; null: there were none. */
  readonly predictedOn: string | null;
  /** Name of the new state; null: nothing is different. */
  readonly newSnapshot: string | null;
}

/** What the database could know of. */
export interface Coverage {
  /** Sorted. */
  readonly ecosystems: readonly string[];
  /** Null: never. */
  readonly importedAt: Date | null;
  /** Null: never. */
  readonly knownExploitedAt: Date | null;
  /** Date of FIRST's scores; null: there are none. */
  readonly exploitPredictedOn: string | null;
  /** When something of an ecosystem was imported last. */
  readonly ecosystemTimes: ReadonlyMap<string, Date>;
}

/** Imports this close to each other decide nothing anew by their age, in milliseconds. */
const shortestAge = 60_000;

/** Whether an import that took the coverage from one to the other may let checks decide what they could not. */
export function mayDecideMore(before: Coverage, after: Coverage): boolean {
  const isNewer = (from: Date | null, to: Date | null) =>
    to !== null && (from === null || to.getTime() - from.getTime() >= shortestAge);
  return (
    before.ecosystems.join() !== after.ecosystems.join() ||
    isNewer(before.importedAt, after.importedAt) ||
    isNewer(before.knownExploitedAt, after.knownExploitedAt) ||
    (before.exploitPredictedOn === null && after.exploitPredictedOn !== null) ||
    [...after.ecosystemTimes].some(([name, at]) => isNewer(before.ecosystemTimes.get(name) ?? null, at))
  );
}

interface SnapshotRow {
  snapshot: string;
  imported_at: Date | null;
  known_exploited_at: Date | null;
  exploit_predicted_on: string | null;
  /** Of which something was imported, sorted, and when it was last. */
  ecosystems: string[];
  ecosystem_times: Date[];
}

/** The state of the advisory database, kept in memory until the next import. */
@Injectable()
export class AdvisoryDatabaseService {
  private cached: AdvisoryState | null = null;

  async state(manager: EntityManager): Promise<AdvisoryState> {
    const row = await this.snapshot(manager);
    const importedAt = row.imported_at?.toISOString() ?? null;
    const knownExploitedAt = row.known_exploited_at?.toISOString() ?? null;
    if (this.cached?.database.snapshot !== row.snapshot) {
      const ecosystems: { ecosystem: string }[] = await manager.query(distinctEcosystems);
      const cves: { cve: string }[] = await manager.query('SELECT cve FROM known_exploited');
      this.cached = {
        database: {
          importedAt,
          ecosystemTimes: [],
          ecosystems: ecosystems.map((one) => one.ecosystem),
          knownExploitedAt,
          exploitPredictedOn: row.exploit_predicted_on,
          snapshot: row.snapshot,
        },
        knownExploited: new Set(cves.map((one) => one.cve)),
      };
    }
    const ecosystemTimes = row.ecosystems.map((ecosystem, index) => {
      return { ecosystem, importedAt: row.ecosystem_times[index]!.toISOString() };
    });
    const { database, knownExploited } = this.cached;
    return { knownExploited, database: { ...database, importedAt, knownExploitedAt, ecosystemTimes } };
  }

  /** The ids of flaws and records that are these but for their case, as the records write them. */
  async spellings(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows: { id: string }[] = await manager.query(
      `SELECT id FROM advisory WHERE upper(id) = ANY($1)
       UNION SELECT related_id FROM advisory_relation WHERE upper(related_id) = ANY($1)`,
      [ids.map((id) => id.toUpperCase())],
    );
    return rows.map((row) => row.id);
  }

  /** What checks cannot decide for want of advisories depends on this, and on nothing else of the database. */
  async coverage(manager: EntityManager): Promise<Coverage> {
    const row = await this.snapshot(manager);
    const rows: { ecosystem: string }[] = await manager.query(distinctEcosystems);
    const ecosystemTimes = new Map(row.ecosystems.map((name, index) => [name, row.ecosystem_times[index]!]));
    return {
      ecosystems: rows.map(({ ecosystem }) => ecosystem),
      importedAt: row.imported_at,
      knownExploitedAt: row.known_exploited_at,
      exploitPredictedOn: row.exploit_predicted_on,
      ecosystemTimes,
    };
  }

  /** Notes a finished import: readers see the new state from the commit on. */
  async noteImport(
    manager: EntityManager,
    now: Date,
    { hasRecords, hasCatalogue, ecosystems, predictedOn, newSnapshot }: ImportOutcome,
  ): Promise<void> {
    await manager.query(
      `UPDATE advisory_database SET snapshot = coalesce($1, snapshot),
         imported_at = CASE WHEN $2 THEN $4 ELSE imported_at END,
         known_exploited_at = CASE WHEN $3 THEN $4 ELSE known_exploited_at END,
         exploit_predicted_on = coalesce($5, exploit_predicted_on)`,
      [newSnapshot, hasRecords, hasCatalogue, now, predictedOn],
    );
    await this.noteEcosystems(manager, now, ecosystems);
  }

  /** Notes that the ecosystems are up to date: something of them was imported, or a feed has nothing new. */
  async noteEcosystems(manager: EntityManager, now: Date, ecosystems: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO advisory_ecosystem (ecosystem, imported_at) SELECT DISTINCT unnest($1::text[]), $2::timestamptz
       ON CONFLICT (ecosystem) DO UPDATE SET imported_at = greatest(advisory_ecosystem.imported_at, excluded.imported_at)`,
      [ecosystems, now],
    );
  }

  private async snapshot(manager: EntityManager): Promise<SnapshotRow> {
    const rows: SnapshotRow[] = await manager.query(
      `SELECT snapshot, imported_at, known_exploited_at,
         to_char(exploit_predicted_on, 'YYYY-MM-DD') AS exploit_predicted_on,
         ARRAY(SELECT ecosystem FROM advisory_ecosystem ORDER BY ecosystem) AS ecosystems,
         ARRAY(SELECT imported_at FROM advisory_ecosystem ORDER BY ecosystem) AS ecosystem_times
       FROM advisory_database`,
    );
    return rows[0]!;
  }
}

/** Skips from one ecosystem to the next along the index: a few steps, however many rows. */
const distinctEcosystems = `WITH RECURSIVE step AS (
    (SELECT ecosystem FROM affected ORDER BY ecosystem LIMIT 1)
    UNION ALL
    SELECT (SELECT a.ecosystem FROM affected a WHERE a.ecosystem > step.ecosystem ORDER BY a.ecosystem LIMIT 1)
    FROM step WHERE step.ecosystem IS NOT NULL)
  SELECT ecosystem FROM step WHERE ecosystem IS NOT NULL`;
