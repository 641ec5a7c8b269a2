import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { addImages, fillDatabase, newRecords, removeNewRecords, type MatchScale } from './match-data.js';
import { rounded } from './numbers.js';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** Starts a fresh service, fills its database with a fleet that nothing has judged, and ends both after use. */
export async function withFleet<T>(
  scale: MatchScale,
  tell: (line: string) => void,
  use: (fleet: Fleet) => Promise<T>,
): Promise<T> {
  const service = await startServiceUnderTest();
  const postgres = await startEmbeddedPostgres({ dataFolder: service.data, log: pino({ level: 'silent' }) });
  const pool = new Pool({ connectionString: postgres.url, max: 2 });
  // A pool has ended before the sockets of its connections have: the server may cut them first.
  pool.on('error', () => undefined);
  try {
    tell(`making ${scale.images} images and ${scale.ranges} affected ranges`);
    await fillDatabase(pool, scale);
    return await use(new Fleet(service, pool, tell, postgres.url));
  } finally {
    await pool.end();
    await postgres.stop();
    await service.close();
  }
}

/** From the request that brings the advisories to the last verdict that was stored because of them. */
export interface Follow {
  readonly seconds: number;
  /** Targets that were judged again. */
  readonly targets: number;
  /** Verdicts that became another one. */
  readonly verdicts: number;
}

/** As `newRecords` makes them. */
interface NewRecords {
  readonly count: number;
  readonly first: number;
  readonly recordsPerHit?: number;
}

/** What the record of each judgement takes: its receipt, and its share of what judgements were made from. */
export interface RecordSize {
  readonly receiptBytes: number;
  readonly inputBytes: number;
}

/** With twice the images: judging all from nothing again, and how many times as long it took. */
export interface Doubled {
  readonly fromNothing: Follow;
  readonly ratio: number;
}

/** Wait between two looks at whether all is judged, of the time that has passed: looking costs the database something. */
const look = 0.01;

/** A fleet of made-up images on a service under test, and the database it is in. */
export class Fleet {
  constructor(
    readonly service: ServiceUnderTest,
    readonly pool: Pool,
    private readonly tell: (line: string) => void,
    /** Of the database. */
    readonly databaseUrl: string,
  ) {}

  /** Judges every target without any verdict to begin with. */
  async fromNothing(): Promise<Follow> {
    await this.pool.query('TRUNCATE verdict, receipt, pinned_input, finding');
    await this.pool.query('VACUUM ANALYZE');
    const mark = 'UPDATE target SET needs_judging = true';
    return this.measure('judging all from nothing', { count: 1, first: 800_000 }, () =>
      this.pool.query(mark),
    );
  }

  async publish(what: string, records: NewRecords): Promise<Follow> {
    await this.pool.query('VACUUM ANALYZE');
    return this.measure(what, records);
  }

  /** With the advisories that the first judging had, so that each image has as many findings. */
  async doubled({ images, componentsPerImage }: MatchScale, before: Follow): Promise<Doubled> {
    await removeNewRecords(this.pool);
    this.tell(`making ${images} images more`);
    await addImages(this.pool, images, images, componentsPerImage);
    const fromNothing = await this.fromNothing();
    return { fromNothing, ratio: rounded(fromNothing.seconds / before.seconds, 2) };
  }

  async counts(): Promise<{ matches: number; vulnerabilitiesPerImage: number }> {
    const { rows } = await this.pool.query<{ matches: number; per_image: number }>(
      `SELECT (SELECT count(*) FROM match)::int AS matches,
        ((SELECT count(*) FROM finding WHERE kind = 'vulnerability') / (SELECT count(*) FROM target))::int AS per_image`,
    );
    return { matches: rows[0]!.matches, vulnerabilitiesPerImage: rows[0]!.per_image };
  }

  /** Indexes and all. */
  async record(): Promise<RecordSize> {
    const { rows } = await this.pool.query<RecordSize>(
      `SELECT (pg_total_relation_size('receipt') / count(*))::int AS "receiptBytes",
         (pg_total_relation_size('pinned_input') / count(*))::int AS "inputBytes" FROM receipt`,
    );
    return rows[0]!;
  }

  private async measure(
    what: string,
    { count, first, recordsPerHit }: NewRecords,
    prepare: () => Promise<unknown> = async () => undefined,
  ): Promise<Follow> {
    const start = performance.now();
    await prepare();
    const since = (await this.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]!.now;
    const { id } = await this.service.client.importAdvisories(
      recordLines(newRecords(count, first, recordsPerHit)),
    );
    const { state, error } = await this.service.client.followImport(id);
    if (state !== 'succeeded') throw new Error(`the import failed: ${error?.message}`);
    const imported = (performance.now() - start) / 1000;
    while (await this.isJudging()) await delay((performance.now() - start) * look);
    const seconds = rounded((performance.now() - start) / 1000, 3);
    const { rows } = await this.pool.query<{ targets: number; verdicts: number }>(
      `SELECT count(*) FILTER (WHERE is_current)::int AS targets, count(*) FILTER (WHERE change ->> 'from' IS NOT NULL OR $2)::int
         AS verdicts FROM verdict WHERE judged_at >= $1`,
      [since, what === 'judging all from nothing'],
    );
    const follow = { seconds, ...rows[0]! };
    this.tell(`${what}: ${seconds} s (import ${rounded(imported, 3)} s), ${follow.targets} targets judged`);
    return follow;
  }

  private async isJudging(): Promise<boolean> {
    const { rows } = await this.pool.query('SELECT 1 FROM target WHERE needs_judging LIMIT 1');
    return rows.length > 0;
  }
}

async function* recordLines(records: readonly object[]): AsyncGenerator<Buffer> {
  yield Buffer.from(JSON.stringify(records));
}
