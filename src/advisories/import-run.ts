import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { baseEcosystem } from '../engine/advisories/ecosystems.js';
import { readOsvRecord } from '../engine/advisories/read-osv.js';
import type { AdvisorySource } from '../platform/sources/advisory-source.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import type { KnownRecords, PredictionPart, SourceItem } from '../platform/sources/source-item.js';
import type { ReadRecord } from './advisory-rows.js';
import type { AdvisoryStore, KnownRecord } from './advisory-store.service.js';
import { emptyCounts, type ImportCounts } from './import-records.service.js';
import type { PredictionStore } from './prediction-store.service.js';

/** Records written by one statement. */
const batchSize = 500;
/** Problems that are named; the rest is counted. */
const namedProblems = 100;
/** What a client writes in the place of a record that it could not read itself. */
const Unread = z.strictObject({ id: z.string().max(300), problem: z.string().max(2000) });

export interface ImportStores {
  readonly advisories: AdvisoryStore;
  readonly predictions: PredictionStore;
}

/** The state of one import while it reads. */
export class ImportRun implements KnownRecords {
  readonly changedIds: string[] = [];
  /** Without their releases; of every record that was read, or known and the same. */
  readonly ecosystems = new Set<string>();
  hasCatalogue = false;
  /** CVE ids that CISA's catalogue has gained or lost, or whose EPSS score has crossed what a policy names. */
  readonly turnedExploited: string[] = [];
  hasNewCatalogue = false;
  /** Date of FIRST's scores; null: there were none. */
  predictedOn: string | null = null;
  hasNewPredictions = false;
  readonly counts: ImportCounts;
  private batch: ReadRecord[] = [];
  private readonly writtenIds = new Set<string>();
  private known = new Map<string, KnownRecord>();

  constructor(
    private readonly manager: EntityManager,
    private readonly stores: ImportStores,
    total: number | null,
    private readonly onProgress: (counts: ImportCounts) => void,
  ) {
    this.counts = emptyCounts(total);
  }

  async readAll(source: AdvisorySource): Promise<void> {
    for await (const item of source.records(this)) {
      await this.take(item);
      if (this.batch.length >= batchSize) await this.flush();
    }
    await this.flush();
  }

  /**
   * Puts the scores that were read in the place of those that are stored.
   * @param thresholds EPSS scores from which on policies count a flaw as exploited
   */
  async replacePredictions(thresholds: readonly number[]): Promise<void> {
    const { turned, isChanged } = await this.stores.predictions.replace(this.manager, thresholds);
    this.hasNewPredictions = isChanged;
    for (const cve of turned) this.turnedExploited.push(cve);
  }

  /** An import without one valid record must not make the database look fresh. */
  refuseEmpty(): void {
    const { read, stored, unchanged, problems, invalid } = this.counts;
    if (stored + unchanged > 0 || this.hasCatalogue || this.predictedOn !== null) return;
    const first = problems[0];
    const example = first ? ` The first: ${first.name}: ${first.problem}` : '';
    const message =
      invalid > 0
        ? `None of the ${read} records is valid.${example}`
        : 'The source holds no OSV record, no catalogue of known exploited vulnerabilities and no EPSS score.';
    throw new AdvisorySourceError('empty', message);
  }

  async lookUp(origins: readonly string[]): Promise<void> {
    this.known = await this.stores.advisories.knownByOrigin(this.manager, origins);
  }

  /** A record that this import has written anew is not what it was when its origin was looked up. */
  isKnown(origin: string): boolean {
    const record = this.known.get(origin);
    return record !== undefined && !this.writtenIds.has(record.id);
  }

  private async take(item: SourceItem): Promise<void> {
    if ('exploitPredictions' in item) return this.takePredictions(item.exploitPredictions);
    this.counts.read += 1;
    if ('problem' in item) return this.refuse(item.name, item.problem);
    if ('unchanged' in item) return this.pass(this.known.get(item.unchanged));
    if ('knownExploited' in item) {
      const { entries } = item.knownExploited;
      const { turned, isChanged } = await this.stores.advisories.replaceKnownExploited(this.manager, entries);
      this.hasCatalogue = true;
      this.hasNewCatalogue ||= isChanged;
      this.turnedExploited.push(...turned);
      this.counts.knownExploited = entries.length;
      return;
    }
    this.takeRecord(item);
  }

  private takeRecord({ name, json, origin }: Extract<SourceItem, { readonly json: unknown }>): void {
    const unread = Unread.safeParse(json);
    if (unread.success) return this.refuse(unread.data.id, unread.data.problem);
    const reading = readOsvRecord(json);
    if (!reading.ok) return this.refuse(reading.id ?? name, reading.problem);
    const { advisory } = reading;
    this.batch.push({ advisory, origin });
    this.writtenIds.add(advisory.id);
    for (const { ecosystem } of advisory.affected) this.ecosystems.add(baseEcosystem(ecosystem));
  }

  private pass(record: KnownRecord | undefined): void {
    this.counts.unchanged += 1;
    if (record?.isWithdrawn) this.counts.withdrawn += 1;
    for (const ecosystem of record?.ecosystems ?? []) this.ecosystems.add(ecosystem);
    if (this.counts.unchanged % batchSize === 0) this.report();
  }

  private async takePredictions({ scoredOn, predictions }: PredictionPart): Promise<void> {
    this.predictedOn = scoredOn;
    this.counts.exploitPredictions += predictions.length;
    await this.stores.predictions.gather(this.manager, predictions);
    this.report();
  }

  private refuse(name: string, problem: string): void {
    this.counts.invalid += 1;
    if (this.counts.problems.length < namedProblems) this.counts.problems.push({ name, problem });
  }

  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length > 0) {
      const changed = await this.stores.advisories.store(this.manager, batch);
      for (const id of changed) this.changedIds.push(id);
      this.counts.stored += changed.length;
      this.counts.unchanged += batch.length - changed.length;
      this.counts.withdrawn += batch.filter(({ advisory }) => advisory.withdrawnAt !== null).length;
    }
    this.report();
  }

  private report(): void {
    this.onProgress({ ...this.counts, problems: [...this.counts.problems] });
  }
}
