import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type {
  Advisory,
  AdvisoryRange,
  AdvisoryStatus,
  AdvisoryWithRanges,
} from '../contracts/advisory.contract.js';
import { AppError } from '../platform/errors/app-error.js';
import { AdvisoryDatabaseService } from './advisory-database.service.js';
import { AdvisoryTable, type AdvisoryRow } from './advisory.table.js';
import { FeedRecords } from './feed-records.service.js';
import { ImportRecords } from './import-records.service.js';

/** Advisory records, as they are read; what they match is the matching feature's. */
@Injectable()
export class AdvisoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: AdvisoryDatabaseService,
    private readonly imports: ImportRecords,
    private readonly feeds: FeedRecords,
  ) {}

  async get(id: string): Promise<AdvisoryWithRanges> {
    const advisory = await this.find(id);
    if (!advisory) throw new AppError('not-found', `There is no advisory ${id}.`);
    return { ...advisory, affected: await this.rangesOf(id) };
  }

  async find(id: string): Promise<Advisory | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(Advisory | null)[]> {
    const rows = await this.dataSource.getRepository(AdvisoryTable).findBy({ id: In([...ids]) });
    const { knownExploited } = await this.database.state(this.dataSource.manager);
    const byId = new Map(rows.map((row) => [row.id, present(row, knownExploited)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async rangesOf(id: string): Promise<AdvisoryRange[]> {
    return (await this.rangesOfMany([id]))[0]!;
  }

  /** In the order of the ids. */
  async rangesOfMany(ids: readonly string[]): Promise<AdvisoryRange[][]> {
    const rows = await this.dataSource.query<(AdvisoryRange & { advisory_id: string })[]>(
      `SELECT advisory_id, ecosystem, name, introduced, fixed, last_affected AS "lastAffected", undecidable
       FROM affected WHERE advisory_id = ANY($1) ORDER BY ecosystem, name, id`,
      [ids],
    );
    const byId = new Map<string, AdvisoryRange[]>(ids.map((id) => [id, []]));
    for (const { advisory_id: id, ...range } of rows) byId.get(id)!.push(range);
    return ids.map((id) => byId.get(id)!);
  }

  /** What the database can speak about, and how old it is. */
  async status(): Promise<AdvisoryStatus> {
    const { manager } = this.dataSource;
    const { database, knownExploited } = await this.database.state(manager);
    const [totals] = await this.dataSource.query<{ count: number; newest: Date | null }[]>(
      'SELECT count(*)::int AS count, max(modified_at) AS newest FROM advisory WHERE withdrawn_at IS NULL',
    );
    const ecosystems = await this.dataSource.query<AdvisoryStatus['ecosystems']>(selectEcosystems);
    const [predictions] = await this.dataSource.query<PredictionState[]>(selectPredictions);
    return {
      advisories: totals!.count,
      ecosystems,
      importedAt: database.importedAt === null ? null : new Date(database.importedAt),
      newestRecordAt: totals!.newest,
      snapshot: database.snapshot,
      knownExploited: knownExploited.size,
      knownExploitedAt: database.knownExploitedAt === null ? null : new Date(database.knownExploitedAt),
      exploitPredictions: predictions!.count,
      exploitPredictedOn: predictions!.day,
      feeds: await this.feeds.list(),
      lastImport: await this.imports.newest(),
    };
  }
}

interface PredictionState {
  count: number;
  /** ISO 8601. */
  day: string | null;
}

const selectEcosystems = `SELECT a.ecosystem, count(DISTINCT a.advisory_id)::int AS advisories, e.imported_at AS "importedAt"
  FROM affected a LEFT JOIN advisory_ecosystem e ON e.ecosystem = split_part(a.ecosystem, ':', 1)
  GROUP BY a.ecosystem, e.imported_at ORDER BY a.ecosystem`;
const selectPredictions = `SELECT (SELECT count(*) FROM exploit_prediction)::int AS count,
  to_char(exploit_predicted_on, 'YYYY-MM-DD') AS day FROM advisory_database`;

function present(row: AdvisoryRow, knownExploited: ReadonlySet<string>): Advisory {
  const { contentHash: _, statedSeverity: __, ecosystems: ___, ...advisory } = row;
  const ids = [row.id, ...row.aliases, ...row.upstream];
  return { ...advisory, isKnownExploited: ids.some((id) => knownExploited.has(id)) };
}
