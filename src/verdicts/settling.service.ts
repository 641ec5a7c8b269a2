import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { LOGGER } from '../platform/tokens.js';
import { RejudgingService } from './rejudging.service.js';

/** Targets judged between two looks at the time. */
const batch = 100;
/** Milliseconds that a reader waits for targets which may or may not belong to what is read. */
const longestWait = 10_000;
/** So often a page is read until none of its targets is due. */
const mostReads = 5;

/**
 * Has targets judged before lists over many of them are read, so that a list says what the gate says: an exemption that was
 * revoked, or that ended by itself, may leave any number of them to be judged. Costs one statement when none is due.
 */
@Injectable()
export class SettlingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rejudging: RejudgingService,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Judges all that is due, also what others judge at the moment; after ten seconds the rest is left to the background.
   * @param note is called when something is left
   */
  async settle(note: () => void): Promise<void> {
    const end = performance.now() + longestWait;
    for (let due = await this.due(); due.length > 0; due = await this.due()) {
      if (performance.now() >= end || !(await this.judged(due))) return note();
    }
  }

  /**
   * Reads a page of which all targets were judged: as long as some are due, they are judged and it is read again.
   * @param read The page as it is stored.
   * @param targetsOf Ids of the targets that it shows.
   * @param note is called when some were not: of those that it shows, or of those that it may leave out for that
   */
  async read<T>(
    read: () => Promise<T>,
    targetsOf: (page: T) => readonly string[],
    note: () => void,
  ): Promise<T> {
    await this.settle(note);
    for (let reads = 1; ; reads += 1) {
      const page = await read();
      const due = await this.due([...new Set(targetsOf(page))]);
      if (due.length === 0) return page;
      if (reads >= mostReads || !(await this.judged(due))) {
        note();
        return page;
      }
    }
  }

  /** One that cannot be judged keeps nobody from reading the others: what is stored of it is shown, as it was. */
  private async judged(ids: readonly string[]): Promise<boolean> {
    try {
      await this.rejudging.judgeTargets(ids);
      return true;
    } catch (error) {
      this.logger.warn({ err: error, targets: ids.length }, 'judging before a list was read failed');
      return false;
    }
  }

  /** Some of those whose stored verdict no longer holds; of all targets, or of the ones that are named. */
  private async due(ids: readonly string[] | null = null): Promise<string[]> {
    if (ids?.length === 0) return [];
    const now = this.clock.now();
    const rows: { id: string }[] = await (ids === null
      ? this.dataSource.query(selectDue, [now, batch])
      : this.dataSource.query(selectDueOf, [now, ids]));
    return rows.map(({ id }) => id);
  }
}

const selectDue = `(SELECT id FROM target WHERE needs_judging AND snapshot_id IS NOT NULL LIMIT $2)
  UNION (SELECT target_id AS id FROM verdict WHERE is_current AND valid_until <= $1 LIMIT $2)`;
/** As `holds` has it. */
const selectDueOf = `SELECT id FROM target WHERE id = ANY($2) AND snapshot_id IS NOT NULL
  AND (needs_judging OR NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.target_id = target.id AND verdict.is_current
    AND (verdict.valid_until IS NULL OR verdict.valid_until > $1)))`;
