import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog, type EventDraft } from '../events/event-log.service.js';
import { ExemptionRulesService } from '../exemptions/exemption-rules.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { judgingTurns, matchingTurns } from '../platform/database/turn-lock.js';
import { openAdvisorySource } from '../platform/sources/advisory-source.js';
import { PolicyService } from '../policies/policy.service.js';
import { TargetService } from '../targets/target.service.js';
import { AdvisoryDatabaseService, mayDecideMore, type Coverage } from './advisory-database.service.js';
import { AdvisoryStore } from './advisory-store.service.js';
import type { ImportCounts } from './import-records.service.js';
import { ImportRun } from './import-run.js';
import { PredictionStore } from './prediction-store.service.js';

/** Imports run one at a time. */
const importLock = 4_707_325_202;

/** Imports a source into the database: in one transaction, so that readers see all of it or nothing. */
@Injectable()
export class ImporterService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: AdvisoryStore,
    private readonly predictions: PredictionStore,
    private readonly database: AdvisoryDatabaseService,
    private readonly matching: MatchingService,
    private readonly policies: PolicyService,
    private readonly exemptions: ExemptionRulesService,
    private readonly targets: TargetService,
    private readonly events: EventLog,
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
      const stores = { advisories: this.store, predictions: this.predictions };
      const run = new ImportRun(manager, stores, source.total, onProgress);
      await run.readAll(source);
      run.refuseEmpty();
      await this.follow(manager, importId, run, before);
      return run.counts;
    });
  }

  /** Notes that there is nothing new of an ecosystem, which is as good as an import: its advisories are of now. */
  async noteCurrent(ecosystem: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [importLock]);
      const before = await this.database.coverage(manager);
      await this.database.noteImport(manager, this.clock.now(), {
        hasRecords: true,
        hasCatalogue: false,
        ecosystems: [ecosystem],
        predictedOn: null,
        newSnapshot: null,
      });
      await this.decideMore(manager, before);
    });
  }

  private async decideMore(manager: EntityManager, before: Coverage): Promise<void> {
    const after = await this.database.coverage(manager);
    if (mayDecideMore(before, after)) await this.targets.markUndecided(manager);
  }

  /** Brings matches, severities and targets up to what was imported. */
  private async follow(
    manager: EntityManager,
    importId: string,
    run: ImportRun,
    before: Coverage,
  ): Promise<void> {
    await matchingTurns.change(manager);
    if (run.predictedOn !== null) {
      // Whoever publishes a policy marks its targets in a turn too: none is published unseen in between.
      await judgingTurns.change(manager);
      await run.replacePredictions([
        ...(await this.policies.exploitThresholds(manager)),
        ...(await this.exemptions.exploitThresholds(manager)),
      ]);
    }
    const related = await this.store.inheritSeverities(manager, run.changedIds);
    const matched = await this.matching.matchAdvisories(manager, run.changedIds);
    const components = await this.matching.componentsOf(manager, related);
    const exploited = await this.matching.componentsWithFlaws(manager, run.turnedExploited);
    await this.targets.markHolding(manager, [...new Set([...matched, ...components, ...exploited])]);
    const { stored, unchanged } = run.counts;
    await this.database.noteImport(manager, this.clock.now(), {
      hasRecords: stored + unchanged > 0,
      hasCatalogue: run.hasCatalogue,
      ecosystems: [...run.ecosystems],
      predictedOn: run.predictedOn,
      newSnapshot: stored > 0 || run.hasNewCatalogue || run.hasNewPredictions ? importId : null,
    });
    await this.decideMore(manager, before);
    await this.events.record(manager, [importedEvent(importId, run)]);
  }
}

function importedEvent(importId: string, { counts, ecosystems }: ImportRun): EventDraft {
  const { problems: _, total: __, ...numbers } = counts;
  const { read, stored, withdrawn } = counts;
  const summary = `Advisories were imported: of ${read} records ${stored} are new or changed, ${withdrawn} withdrawn.`;
  const data = { summary, import: importId, ecosystems: [...ecosystems].sort(), ...numbers };
  return { type: 'advisories.imported', subject: importId, data };
}
