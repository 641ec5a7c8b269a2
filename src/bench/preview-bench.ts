import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { setTimeout as delay } from 'node:timers/promises';
import { withFleet } from './fleet.js';
import type { MatchScale } from './match-data.js';
import { rounded } from './numbers.js';
import type { ServiceUnderTest } from './service-under-test.js';

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
  return withFleet(scale, tell, async (fleet) => {
    await fleet.fromNothing();
    await fleet.pool.query('VACUUM ANALYZE');
    const { rows } = await fleet.pool.query<{ digest: string; text: string }>(
      `SELECT (SELECT digest FROM target LIMIT 1) AS digest,
        (SELECT text FROM policy_version WHERE policy = 'baseline' ORDER BY version DESC LIMIT 1) AS text`,
    );
    const { digest, text } = rows[0]!;
    const { vulnerabilitiesPerImage } = await fleet.counts();
    const previews = [];
    // Its tests are of the policy as it is.
    for (const [what, draft] of drafts(text.replace(/^tests:[\s\S]*?(?=^\w|$(?![\s\S]))/m, '')))
      previews.push(await measure(fleet.service, what, draft, digest, tell));
    const workerPeakMb = await fleet.service.workerPeakMb();
    return { scale: { ...scale, vulnerabilitiesPerImage }, previews, workerPeakMb };
  });
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
  let steps = 0;
  const onChange = () => (steps += 1);
  const preview = await client.policyUse
    .preview('baseline', { text })
    .then(({ id }) => client.policyUse.followPreview(id, { onChange }))
    .finally(() => ended.abort());
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
