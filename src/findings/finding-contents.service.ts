import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import type { FindingContent } from './finding-content.js';
import { FindingContentTable, type FindingContentRow } from './finding-content.table.js';

/** In milliseconds. */
const clearedEvery = 3_600_000;

/** What is said of findings, once however many targets it is said of. */
@Injectable()
export class FindingContents {
  private clearedAt = -Infinity;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Keeps those that are not kept yet; in a judging turn. */
  async keep(manager: EntityManager, contents: ReadonlyMap<string, FindingContent>): Promise<void> {
    // In one order, so that two transactions never wait for each other.
    const digests = [...contents.keys()].sort();
    const known: { digest: string }[] = await manager.query(
      'SELECT digest FROM finding_content WHERE digest = ANY($1)',
      [digests],
    );
    const stored = new Set(known.map(({ digest }) => digest));
    const added = digests.filter((digest) => !stored.has(digest));
    if (added.length === 0) return;
    const rows = added.map((digest) => `{"digest":"${digest}",${contents.get(digest)!.text}}`);
    await manager.query(insertContents, [`[${rows.join(',')}]`]);
  }

  /** By digest. */
  async load(digests: readonly string[]): Promise<Map<string, FindingContentRow>> {
    if (digests.length === 0) return new Map();
    const rows = await this.dataSource.manager.findBy(FindingContentTable, {
      digest: In([...new Set(digests)]),
    });
    return new Map(rows.map((row) => [row.digest, row]));
  }

  /**
   * Removes what no finding says any more, unless it was done within the last hour. Alone: a judgement under way may be
   * about to say it.
   */
  async clear(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.clearedAt < clearedEvery) return;
    this.clearedAt = now;
    const unused: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM finding_content c WHERE ${isUnused} LIMIT 1`,
    );
    if (unused.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      await manager.query(`DELETE FROM finding_content c WHERE ${isUnused}`);
    });
  }
}

const insertContents = `INSERT INTO finding_content SELECT * FROM json_populate_recordset(NULL::finding_content, $1)
  ON CONFLICT DO NOTHING`;
const isUnused = 'NOT EXISTS (SELECT FROM finding WHERE content = c.digest)';
