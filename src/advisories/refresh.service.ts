import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { baseEcosystem, isKnownEcosystem } from '../engine/advisories/ecosystems.js';
import { ComponentService } from '../inventory/component.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../platform/auth/actor.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { AppError } from '../platform/errors/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import { takeFile, type FeedAnswer } from '../platform/sources/feed-source.js';
import { CONFIG, LOGGER, QUEUES } from '../platform/tokens.js';
import { EcosystemFeed, type FeedPart } from './ecosystem-feed.js';
import { FeedImports } from './feed-imports.service.js';
import { FeedRecords } from './feed-records.service.js';

/** Takes what is new from the configured sources. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feeds: FeedRecords,
    private readonly imports: FeedImports,
    private readonly components: ComponentService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(QUEUES) private readonly queues: JobQueues,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Queues a look for what is new.
   * @throws AppError `conflict` when there is no source
   */
  async request(actor: Actor): Promise<void> {
    const { advisorySource, knownExploitedSource, predictionSource } = this.config;
    if ((advisorySource ?? knownExploitedSource ?? predictionSource) === null) {
      const names = 'IRONHULL_ADVISORY_SOURCE, IRONHULL_KEV_SOURCE or IRONHULL_EPSS_SOURCE';
      throw new AppError('conflict', `There is no source to look into: set ${names}.`);
    }
    const id = this.clock.newId();
    const change = { action: 'advisories.refresh-requested', entity: 'advisory-refresh', entityId: id };
    await this.audit.record(this.dataSource.manager, actor, { ...change, details: {} });
    await this.queues.add('advisory-refresh', id);
  }

  /**
   * Queues a look when a target holds packages of an ecosystem that no look was for yet, so that its first verdict does
   * not wait for the next one. An ecosystem whose feed failed is tried again in its turn only.
   */
  async followTarget(targetId: string): Promise<void> {
    if (this.config.advisorySource === null || this.config.advisoryEcosystems !== null) return;
    const rows: { ecosystems: string[] | null }[] = await this.dataSource.query(selectEcosystems, [targetId]);
    const found = feedNames(rows[0]?.ecosystems ?? []);
    const tried = found.length === 0 ? [] : await this.feeds.list();
    const names = found.filter((name) => !tried.some((feed) => feed.name === name));
    // The same look, whichever target asks for it first.
    if (names.length > 0) await this.queues.add('advisory-refresh', `first-of-${names.join('-')}`);
  }

  /** One feed after the other; one that fails leaves what it brought before, and the others go on. */
  async run(signal?: AbortSignal): Promise<void> {
    const { advisorySource, knownExploitedSource, predictionSource } = this.config;
    if (advisorySource !== null) {
      for (const name of await this.ecosystems()) {
        await this.attempt(name, () => this.takeEcosystem(advisorySource, name, signal));
      }
    }
    if (knownExploitedSource !== null) {
      await this.attempt('kev', () => this.takeWhole('kev', knownExploitedSource, signal));
    }
    if (predictionSource !== null) {
      await this.attempt('epss', () => this.takeWhole('epss', predictionSource, signal));
    }
  }

  private async ecosystems(): Promise<readonly string[]> {
    const chosen = this.config.advisoryEcosystems;
    if (chosen !== null) return [...new Set(chosen)].sort();
    return feedNames(await this.components.ecosystems());
  }

  private async attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AdvisorySourceError)) {
        this.logger.error({ err: error, feed: name }, 'a feed failed unexpectedly');
        await this.feeds.fail(name, 'The service failed; its log says why.');
        throw error;
      }
      this.logger.warn({ feed: name, reason: error.message }, 'a feed could not be read');
      await this.feeds.fail(name, error.message);
    }
  }

  private async takeEcosystem(base: string, name: string, signal?: AbortSignal): Promise<void> {
    const feed = new EcosystemFeed(base, name, this.config.maxUploadBytes, signal);
    const part = await feed.next(await this.feeds.progress(name));
    await this.take(name, part);
    if (part.path === null) await this.imports.noteCurrent(name);
    await this.feeds.succeed(name, part.progress);
  }

  private async takeWhole(name: string, base: string, signal?: AbortSignal): Promise<void> {
    const known = await this.feeds.progress(name);
    const answer = await takeFile(base, [], known?.file ?? null, this.config.maxUploadBytes, signal);
    if (answer.kind === 'absent')
      throw new AdvisorySourceError('unreadable', `${base}: there is no such file`);
    const part = wholePart(answer);
    await this.take(name, part ?? { path: null, close: () => Promise.resolve() });
    await this.feeds.succeed(name, part?.progress ?? known!);
  }

  private async take(name: string, { path, close }: Pick<FeedPart, 'path' | 'close'>): Promise<void> {
    try {
      if (path !== null) await this.imports.run(name, path);
    } finally {
      await close();
    }
  }
}

const selectEcosystems = `SELECT inventory.facts -> 'ecosystems' AS ecosystems FROM target
  JOIN snapshot ON snapshot.id = target.snapshot_id JOIN inventory ON inventory.id = snapshot.inventory_id
  WHERE target.id = $1`;

/** Sorted. */
function feedNames(ecosystems: readonly string[]): string[] {
  return [...new Set(ecosystems.map(baseEcosystem))].filter(isKnownEcosystem).sort();
}

function wholePart(answer: FeedAnswer): FeedPart | null {
  if (answer.kind !== 'file') return null;
  const { path, mark } = answer;
  return { path, progress: { file: mark, list: null, readTo: null }, close: () => answer.close() };
}
