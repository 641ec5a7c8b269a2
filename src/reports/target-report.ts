import type { Target } from '../contracts/target.contract.js';
import type { FindingReport, ReportedTarget } from '../engine/finding-formats/finding-format.js';

/** What of a target a report names. */
export type NamedTarget = Pick<Target, 'kind' | 'digest' | 'references' | 'problems'>;
type About = Pick<FindingReport, 'language' | 'product' | 'policy' | 'decision'>;
type Told = Pick<ReportedTarget, 'score' | 'reasons' | 'findings' | 'passes' | 'sections'>;

/** A report on one stored target. */
export function targetReport(target: NamedTarget, about: About, told: Told): FindingReport {
  const { kind, digest, references, problems } = target;
  const reported: ReportedTarget = {
    name: references[0] ?? digest,
    kind,
    digest,
    // A document lies where its reader has it; of an image there is no file.
    isFile: kind === 'workload' || kind === 'dockerfile',
    decision: about.decision,
    ...told,
    problems,
    failure: null,
  };
  return { ...about, targets: [reported], rules: [] };
}
