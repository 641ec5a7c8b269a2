import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import { Clock } from '../platform/clock.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { AdvisoryImportTable, type AdvisoryImportRow } from './advisory-import.table.js';

const open: AdvisoryImport['state'][] = ['queued', 'running'];

/** What an import has done so far. */
export type ImportCounts = Pick<
  AdvisoryImport,
  | 'total'
  | 'read'
  | 'stored'
  | 'unchanged'
  | 'withdrawn'
  | 'invalid'
  | 'knownExploited'
  | 'exploitPredictions'
  | 'problems'
>;

/** Of an import that has read nothing yet. */
export function emptyCounts(total: number | null): ImportCounts {
  const counts = { read: 0, stored: 0, unchanged: 0, withdrawn: 0, invalid: 0 };
  return { total, ...counts, knownExploited: 0, exploitPredictions: 0, problems: [] };
}

/** The imports as rows: read, moved from state to state, and watched. */
@Injectable()
export class ImportRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<AdvisoryImport> {
    const row = await this.table.findOneBy({ id });
    if (!row) throw new AppError('not-found', `There is no import ${id}.`);
    return present(row);
  }

  async newest(): Promise<AdvisoryImport | null> {
    const [row] = await this.table.find({ order: { createdAt: 'DESC', id: 'DESC' }, take: 1 });
    return row ? present(row) : null;
  }

  /** Newest first. */
  async list(page: PageArgs): Promise<Slice<AdvisoryImport>> {
    const slice = await keysetPage(this.table.createQueryBuilder('import'), byAge, page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return { ...slice, rows: slice.rows.map(present), cursor: (one) => slice.cursor(rows.get(one.id)!) };
  }

  /** The import as it stands, and again after each change, until it has ended or the signal aborts. */
  async *changes(id: string, signal: AbortSignal): AsyncGenerator<AdvisoryImport> {
    for await (const _ of this.feed.watch('advisory_import', id, signal)) {
      const row = await this.get(id);
      yield row;
      if (!open.includes(row.state)) return;
    }
  }

  /** The row for the worker; null when there is none. */
  async row(id: string): Promise<AdvisoryImportRow | null> {
    return this.table.findOneBy({ id });
  }

  /** Marks the import as running. False: it has ended already. */
  async start(id: string): Promise<boolean> {
    const { affected } = await this.table.update({ id, state: In(open) }, { state: 'running' });
    await this.feed.announce(this.dataSource.manager, 'advisory_import', id);
    return affected === 1;
  }

  async report(id: string, counts: ImportCounts): Promise<void> {
    await this.table.update({ id, state: In(open) }, counts);
    await this.feed.announce(this.dataSource.manager, 'advisory_import', id);
  }

  async succeed(id: string, counts: ImportCounts): Promise<void> {
    await this.end(id, { ...counts, state: 'succeeded', error: null });
  }

  async fail(id: string, error: NonNullable<AdvisoryImport['error']>, counts?: ImportCounts): Promise<void> {
    await this.end(id, { ...counts, state: 'failed', error });
  }

  /** Open imports that were submitted before that time. */
  async openSince(before: Date): Promise<{ id: string }[]> {
    return this.dataSource.query(
      `SELECT id FROM advisory_import WHERE state IN ('queued', 'running') AND created_at < $1 ORDER BY created_at`,
      [before],
    );
  }

  /** Those of the blobs that an open import still needs. */
  async neededBlobs(manager: EntityManager, digests: readonly string[]): Promise<Set<string>> {
    const rows: { digest: string }[] = await manager.query(
      `SELECT input ->> 'digest' AS digest FROM advisory_import
       WHERE state IN ('queued', 'running') AND input ->> 'digest' = ANY($1)`,
      [digests],
    );
    return new Set(rows.map((row) => row.digest));
  }

  private async end(id: string, change: Partial<AdvisoryImportRow>): Promise<void> {
    await this.table.update({ id, state: In(open) }, { ...change, finishedAt: this.clock.now() });
    await this.feed.announce(this.dataSource.manager, 'advisory_import', id);
  }

  private get table() {
    return this.dataSource.getRepository(AdvisoryImportTable);
  }
}

function present({ input: _, ...row }: AdvisoryImportRow): AdvisoryImport {
  return row;
}

const byAge = newestFirst('import', 'createdAt', (row: AdvisoryImportRow) => row.createdAt);
