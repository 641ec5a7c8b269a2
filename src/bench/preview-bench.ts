import { Pool } from 'pg';
import { pino } from 'pino';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { setTimeout as delay } from 'node:timers/promises';
import { fillDatabase, type MatchScale } from './match-data.js';
import { rounded } from './numbers.js';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** What `bench preview --json` prints. */
export interface PreviewBench {
  readonly scale: MatchScale & { readonly vulnerabilitiesPerImage: number };
  readonly previews: readonly {
    readonly what: string;
    readonly seconds: number;
    readonly targets: number;
    readonly flips: number;
    readonly changes: number;
    /** Times that progress was told. */
    readonly steps: number;
    /** Slowest answer of the gate meanwhile, in milliseconds. */
    readonly slowestGateMs: number;
  }[];
  readonly workerPeakMb: number | null;
}

const drafts = (text: string): readonly [string, string][] => [
  ['a bound on high flaws', text.replace('max: { critical: 0 }', 'max: { critical: 0, high: 2 }')],
  [
    'two checks only',
    text.replace(/^checks:[\s\S]*?^(?=\w)/m, 'checks:\n  image-user-root: {}\n  image-vulnerabilities: {}\n'),
  ],
  ['nothing but the title', text.replace(/^title:.*$/m, 'title: Another')],
];

/** Previews drafts of the standard policy against a fleet of made-up images that is judged. */
export async function benchPreview(scale: MatchScale, tell: (line: string) => void): Promise<PreviewBench> {
  const service = await startServiceUnderTest();
  const postgres = await startEmbeddedPostgres({ dataFolder: service.data, log: pino({ level: 'silent' }) });
  const pool = new Pool({ connectionString: postgres.url, max: 2 });
  // A pool has ended before the sockets of its connections have: the server may cut them first.
  pool.on('error', () => undefined);
  try {
    tell(`making ${scale.images} images and ${scale.ranges} affected ranges`);
    await fillDatabase(pool, scale);
    tell('judging all of them');
    await pool.query('UPDATE target SET needs_judging = true');
    while ((await pool.query('SELECT 1 FROM target WHERE needs_judging LIMIT 1')).rows.length > 0)
      await delay(500);
    await pool.query('VACUUM ANALYZE');
    const { rows } = await pool.query<{ digest: string; per_image: number; text: string }>(
      `SELECT (SELECT digest FROM target LIMIT 1) AS digest,
        ((SELECT count(*) FROM finding WHERE kind = 'vulnerability') / (SELECT count(*) FROM target))::int AS per_image,
        (SELECT text FROM policy_version WHERE policy = 'baseline' ORDER BY version DESC LIMIT 1) AS text`,
    );
    const { digest, per_image: vulnerabilitiesPerImage, text } = rows[0]!;
    const previews = [];
    for (const [what, draft] of drafts(text))
      previews.push(await measure(service, what, draft, digest, tell));
    return {
      scale: { ...scale, vulnerabilitiesPerImage },
      previews,
      workerPeakMb: await service.workerPeakMb(),
    };
  } finally {
    await pool.end();
    await postgres.stop();
    await service.close();
  }
}

async function measure(
  { client }: ServiceUnderTest,
  what: string,
  text: string,
  digest: string,
  tell: (line: string) => void,
): Promise<PreviewBench['previews'][number]> {
  const start = performance.now();
  const ended = new AbortController();
  const gate = slowestGate(() => client.gate(digest), ended.signal);
  const { id } = await client.policyUse.preview('baseline', { text });
  let steps = 0;
  const preview = await client.policyUse.followPreview(id, { onChange: () => (steps += 1) });
  ended.abort();
  if (preview.state !== 'succeeded') throw new Error(`the preview failed: ${preview.error?.message}`);
  const seconds = rounded((performance.now() - start) / 1000, 3);
  const { done: targets, flips, findings } = preview;
  const changes = Object.values(findings).reduce((sum, count) => sum + count, 0);
  const slowestGateMs = rounded(await gate, 1);
  tell(`${what}: ${seconds} s for ${targets} targets, ${flips} flips, ${changes} findings change`);
  return { what, seconds, targets, flips, changes, steps, slowestGateMs };
}

async function slowestGate(ask: () => Promise<unknown>, signal: AbortSignal): Promise<number> {
  let slowest = 0;
  while (!signal.aborted) {
    const start = performance.now();
    await ask();
    slowest = Math.max(slowest, performance.now() - start);
    await delay(50);
  }
  return slowest;
}

export function printPreviewBench(output: Output, { scale, previews, workerPeakMb }: PreviewBench): void {
  const size = `${scale.images} images × ${scale.componentsPerImage} components`;
  output.write(
    renderFields([
      ['fleet', `${size}, ${scale.vulnerabilitiesPerImage} vulnerabilities an image`],
      ...previews.map(
        ({ what, seconds, targets, flips, changes, steps, slowestGateMs }) =>
          [
            what,
            `${seconds} s: ${targets} targets, ${flips} flips, ${changes} findings change; progress told ${steps} times; slowest gate ${slowestGateMs} ms`,
          ] as const,
      ),
      ...(workerPeakMb === null ? [] : [["worker's peak memory", `${workerPeakMb} MB`] as const]),
    ]),
  );
}
