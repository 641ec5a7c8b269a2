import { renderFields } from '../cli/output/fields.js';
import type { Output } from '../cli/command-line.js';
import { withFleet, type Doubled, type Follow, type RecordSize } from './fleet.js';
import { usualRangesPerHit, type MatchScale } from './match-data.js';

/** What `bench match --json` prints. */
export interface MatchBench {
  readonly scale: MatchScale & { readonly matches: number; readonly vulnerabilitiesPerImage: number };
  readonly fromNothing: Follow;
  readonly record: RecordSize;
  readonly oneAdvisory: Follow;
  /** Of which as many cover what images hold as among those that are there. */
  readonly usualThousand: Follow;
  /** Each of which covers what images hold, so that every image is concerned. */
  readonly thousandAdvisories: Follow;
  /** Null: left out. */
  readonly doubled: Doubled | null;
  readonly workerPeakMb: number | null;
}

/** Matches and judges a fleet of made-up images on a fresh service. */
export async function benchMatch(
  scale: MatchScale,
  tell: (line: string) => void,
  withDoubled: boolean,
): Promise<MatchBench> {
  return withFleet(scale, tell, async (fleet) => {
    const fromNothing = await fleet.fromNothing();
    const counts = await fleet.counts();
    const record = await fleet.record();
    const oneAdvisory = await fleet.publish('one advisory', { count: 1, first: 1 });
    const usual = { count: 1_000, first: 3_000, recordsPerHit: scale.rangesPerHit ?? usualRangesPerHit };
    const usualThousand = await fleet.publish('1,000 advisories of the kind that is there', usual);
    const thousandAdvisories = await fleet.publish('1,000 advisories', { count: 1_000, first: 1_000 });
    const doubled = withDoubled ? await fleet.doubled(scale, fromNothing) : null;
    const workerPeakMb = await fleet.service.workerPeakMb();
    return {
      scale: { ...scale, ...counts },
      fromNothing,
      record,
      oneAdvisory,
      usualThousand,
      thousandAdvisories,
      doubled,
      workerPeakMb,
    };
  });
}

export function printMatchBench(output: Output, bench: MatchBench): void {
  const { scale, fromNothing, oneAdvisory, usualThousand, thousandAdvisories, doubled, workerPeakMb } = bench;
  const line = ({ seconds, targets, verdicts }: Follow) =>
    `${seconds} s: ${targets} targets judged, ${verdicts} verdicts stored`;
  const size = `${scale.images} images × ${scale.componentsPerImage} components, ${scale.ranges} affected ranges`;
  output.write(
    renderFields([
      ['fleet', `${size}, ${scale.vulnerabilitiesPerImage} vulnerabilities an image`],
      ['all from nothing', line(fromNothing)],
      ['one new advisory', line(oneAdvisory)],
      [`1,000 new, 1 in ${scale.rangesPerHit ?? usualRangesPerHit} covers`, line(usualThousand)],
      ['1,000 new, all cover', line(thousandAdvisories)],
      ...(doubled ? [['twice the images', `${line(doubled.fromNothing)}: ${doubled.ratio} ×`] as const] : []),
      ...(workerPeakMb === null ? [] : [["worker's peak memory", `${workerPeakMb} MB`] as const]),
    ]),
  );
}
