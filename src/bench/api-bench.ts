import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { withFleet, type Fleet } from './fleet.js';
import type { MatchScale } from './match-data.js';
import { median, rounded } from './numbers.js';
import { pacedLoad } from './paced-load.js';
import { timePages, type PageTimes } from './page-times.js';

/** Requests under way at a time, and how long a measurement takes, in seconds. */
const connections = 16;
const duration = 8;
/** Measured in turn, so that what else the machine does concerns both. */
const rounds = 3;
/** Different images that are asked for. */
const images = 1_000;

/** What `bench api --json` prints. */
export interface ApiBench {
  readonly scale: { readonly images: number; readonly findings: number };
  readonly gate: {
    readonly requestsPerSecond: number;
    /** To a bare Fastify + pg handler that reads one row: more than 1 is faster. */
    readonly ratioToBare: number;
    /** At half of that load, asked evenly, in milliseconds. */
    readonly p50Ms: number;
    readonly p99Ms: number;
    /** The bare handler's at as many requests a second: what the machine itself makes of it. */
    readonly bareP99Ms: number;
  };
  /** In milliseconds, by list, order and filter. */
  readonly pages: Readonly<Record<string, PageTimes>>;
}

/** Measures the gate and every page of every list on a fleet that is judged. */
export async function benchApi(scale: MatchScale, tell: (line: string) => void): Promise<ApiBench> {
  return withFleet(scale, tell, async (fleet) => {
    await fleet.fromNothing();
    await fleet.pool.query('VACUUM ANALYZE');
    const { rows } = await fleet.pool.query<{ findings: number }>(
      'SELECT count(*)::int AS findings FROM finding',
    );
    const gate = await benchGate(fleet, tell);
    const pages = await timePages(fleet, tell);
    return { scale: { images: scale.images, findings: rows[0]!.findings }, gate, pages };
  });
}

async function benchGate(fleet: Fleet, tell: (line: string) => void): Promise<ApiBench['gate']> {
  const { rows } = await fleet.pool.query<{ digest: string }>(
    'SELECT digest FROM target_digest ORDER BY digest LIMIT $1',
    [images],
  );
  const paths = rows.map(({ digest }) => `/v1/verdicts/${digest}`);
  const bare = await startBareGate(fleet.databaseUrl);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      theirs.push((await load(bare.address, '', paths)).requests.average);
      ours.push((await load(fleet.service.address, fleet.service.key, paths)).requests.average);
      tell(`gate: ${ours.at(-1)} requests/s; bare: ${theirs.at(-1)} requests/s`);
    }
    const requestsPerSecond = rounded(median(ours), 0);
    const half = { paths, perSecond: requestsPerSecond / 2, seconds: duration };
    const { address, key } = fleet.service;
    const own = await pacedLoad({ ...half, url: address, key });
    const others = await pacedLoad({ ...half, url: bare.address, key: '' });
    const ratioToBare = rounded(median(ours) / median(theirs), 2);
    const [p50Ms, p99Ms, bareP99Ms] = [own.p50Ms, own.p99Ms, others.p99Ms].map((value) => rounded(value, 1));
    return { requestsPerSecond, ratioToBare, p50Ms: p50Ms!, p99Ms: p99Ms!, bareP99Ms: bareP99Ms! };
  } finally {
    await bare.close();
  }
}

/** @throws Error when an answer is not 200: a refusal is fast. */
async function load(url: string, key: string, paths: readonly string[]) {
  const result = await autocannon({
    url,
    connections,
    duration,
    headers: { authorization: `Bearer ${key}` },
    requests: paths.map((path) => ({ path })),
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx} answers of ${url} were refusals, ${result.errors} did not come`);
  return result;
}

async function startBareGate(databaseUrl: string) {
  const program = fileURLToPath(new URL('bare-gate.js', import.meta.url));
  const child = spawn(process.execPath, [program, databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (!first) throw new Error('the bare gate ended before it was ready');
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { address: String(first[0]), close };
}

export function printApiBench(output: Output, { scale, gate, pages }: ApiBench): void {
  output.write(
    renderFields([
      ['store', `${scale.images} images, ${scale.findings} findings`],
      ['gate', `${gate.requestsPerSecond} requests/s, ${gate.ratioToBare} × the bare handler`],
      [
        'at half of it',
        `median ${gate.p50Ms} ms, p99 ${gate.p99Ms} ms; the bare handler ${gate.bareP99Ms} ms`,
      ],
      ...Object.entries(pages).map(
        ([name, { medianMs, worstMs }]) => [name, `${medianMs} ms, at worst ${worstMs} ms`] as const,
      ),
    ]),
  );
}
