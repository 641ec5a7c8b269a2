import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { readOsvRecord } from '../engine/advisories/read-osv.js';
import type { Advisory } from '../engine/model/advisory.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { matchingTurns } from '../platform/database/turn-lock.js';
import { openAdvisorySource, type AdvisorySource } from '../platform/sources/advisory-source.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import type { SourceItem } from '../platform/sources/source-item.js';
import { TargetService } from '../targets/target.service.js';
import { AdvisoryDatabaseService, mayDecideMore, type Coverage } from './advisory-database.service.js';
import { AdvisoryStore } from './advisory-store.service.js';
import type { ImportCounts } from './import-records.service.js';

/** Records written by one statement. */
const batchSize = 500;
/** Problems that are named; the rest is counted. */
const namedProblems = 100;
/** What a client writes in the place of a record that it could not read itself. */
const Unread = z.strictObject({ id: z.string().max(300), problem: z.string().max(2000) });
/** Imports run one at a time. */
const importLock = 4_707_325_202;

/** Imports a source into the database: in one transaction, so that readers see all of it or nothing. */
@Injectable()
export class ImporterService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: AdvisoryStore,
    private readonly database: AdvisoryDatabaseService,
    private readonly matching: MatchingService,
    private readonly targets: TargetService,
    private readonly clock: Clock,
  ) {}

  /**
   * Imports what is at `path`. `onProgress` is called after each batch.
   * @throws AdvisorySourceError when the source cannot be read or holds no valid record; nothing is changed then.
   */
  async run(
    importId: string,
    path: string,
    onProgress: (counts: ImportCounts) => void,
  ): Promise<ImportCounts> {
    const source = await openAdvisorySource(path);
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [importLock]);
      const before = await this.database.coverage(manager);
      const run = new ImportRun(manager, this.store, source.total, onProgress);
      await run.readAll(source);
      run.refuseEmpty();
      await this.follow(manager, importId, run, before);
      return run.counts;
    });
  }

  /** Brings matches, severities and targets up to what was imported. */
  private async follow(
    manager: EntityManager,
    importId: string,
    run: ImportRun,
    before: Coverage,
  ): Promise<void> {
    await matchingTurns.change(manager);
    const related = await this.store.inheritSeverities(manager, run.changedIds);
    const matched = await this.matching.matchAdvisories(manager, run.changedIds);
    const components = await this.matching.componentsOf(manager, related);
    await this.targets.markHolding(manager, [...new Set([...matched, ...components])]);
    const { stored, unchanged } = run.counts;
    await this.database.noteImport(manager, this.clock.now(), {
      hasRecords: stored + unchanged > 0,
      hasCatalogue: run.hasCatalogue,
      newSnapshot: stored > 0 || run.hasNewCatalogue ? importId : null,
    });
    if (run.hasNewCatalogue) await this.targets.mark(manager, null);
    else if (mayDecideMore(before, await this.database.coverage(manager)))
      await this.targets.markUndecided(manager);
  }
}

/** The state of one import while it reads. */
class ImportRun {
  readonly changedIds: string[] = [];
  hasCatalogue = false;
  hasNewCatalogue = false;
  readonly counts: ImportCounts;
  private batch: Advisory[] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly store: AdvisoryStore,
    total: number | null,
    private readonly onProgress: (counts: ImportCounts) => void,
  ) {
    this.counts = {
      total,
      read: 0,
      stored: 0,
      unchanged: 0,
      withdrawn: 0,
      invalid: 0,
      knownExploited: 0,
      problems: [],
    };
  }

  async readAll(source: AdvisorySource): Promise<void> {
    for await (const item of source.records()) {
      await this.take(item);
      if (this.batch.length >= batchSize) await this.flush();
    }
    await this.flush();
  }

  /** An import without one valid record must not make the database look fresh. */
  refuseEmpty(): void {
    const { read, stored, unchanged, problems, invalid } = this.counts;
    if (stored + unchanged > 0 || this.hasCatalogue) return;
    const first = problems[0];
    const example = first ? ` The first: ${first.name}: ${first.problem}` : '';
    const message =
      invalid > 0
        ? `None of the ${read} records is valid.${example}`
        : 'The source holds no OSV record and no catalogue of known exploited vulnerabilities.';
    throw new AdvisorySourceError('empty', message);
  }

  private async take(item: SourceItem): Promise<void> {
    this.counts.read += 1;
    if ('problem' in item) return this.refuse(item.name, item.problem);
    if ('knownExploited' in item) {
      const { entries } = item.knownExploited;
      this.hasCatalogue = true;
      this.hasNewCatalogue ||= await this.store.replaceKnownExploited(this.manager, entries);
      this.counts.knownExploited = entries.length;
      return;
    }
    const unread = Unread.safeParse(item.json);
    if (unread.success) return this.refuse(unread.data.id, unread.data.problem);
    const reading = readOsvRecord(item.json);
    if (reading.ok) this.batch.push(reading.advisory);
    else this.refuse(reading.id ?? item.name, reading.problem);
  }

  private refuse(name: string, problem: string): void {
    this.counts.invalid += 1;
    if (this.counts.problems.length < namedProblems) this.counts.problems.push({ name, problem });
  }

  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length > 0) {
      const changed = await this.store.store(this.manager, batch);
      for (const id of changed) this.changedIds.push(id);
      this.counts.stored += changed.length;
      this.counts.unchanged += batch.length - changed.length;
      this.counts.withdrawn += batch.filter((advisory) => advisory.withdrawnAt !== null).length;
    }
    this.onProgress({ ...this.counts, problems: [...this.counts.problems] });
  }
}
