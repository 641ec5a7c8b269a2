import type { z } from 'zod';
import type { FactModels, TargetKind } from '../model/facts.js';
import type { Evidence, Location, Vulnerability } from '../model/finding.js';
import type { Severity } from '../model/severity.js';

/** A text for people, in both of the product's languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** Ids of the same rule elsewhere. Keys as in the catalogue. */
export interface References {
  readonly cis?: readonly string[];
  readonly bench?: readonly string[];
  readonly trivy?: readonly string[];
  readonly hadolint?: readonly string[];
  readonly dockle?: readonly string[];
  readonly pss?: readonly string[];
  readonly nist?: readonly string[];
  readonly falco?: readonly string[];
  /** Sections of the seed guide: `§3.1`. */
  readonly seed?: readonly string[];
}

/** What the advisory database could say at the time of judging. */
export interface AdvisoryDatabase {
  /** ISO 8601 of the newest finished import; null: nothing was ever imported. */
  readonly importedAt: string | null;
  /** When something of an ecosystem (without its release) was imported last; one that is not named: `importedAt`. */
  readonly ecosystemTimes: readonly { readonly ecosystem: string; readonly importedAt: string }[];
  /** OSV ecosystems, with releases, that have at least one advisory: `Debian:12`, `npm`. */
  readonly ecosystems: readonly string[];
  /** ISO 8601 of the newest import of CISA's KEV catalogue; null: never. */
  readonly knownExploitedAt: string | null;
  /** Date of FIRST's scores (EPSS) that are stored; null: there are none. */
  readonly exploitPredictedOn: string | null;
  /** Name of the state of the database: changes whenever its content does. */
  readonly snapshot: string;
}

/** What checks of each target kind look at. */
export interface CheckSubjects {
  image: CheckSubject<'image'>;
  source: CheckSubject<'source'>;
  sbom: CheckSubject<'sbom'>;
}

interface CheckSubject<Kind extends TargetKind> {
  readonly facts: FactModels[Kind];
  /** Not exempted ones only. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
}

/** One offending element of a target. */
export interface Violation {
  /** Names the element within the target, stable over scans: a path, a variable's name; empty: the target itself. */
  readonly element: string;
  /** What is wrong here, in one sentence. */
  readonly message: string;
  /** Where the catalogue grades elements differently from the check's own severity. */
  readonly severity?: Severity;
  readonly location?: Location;
  readonly evidence?: readonly Evidence[];
}

/**
 * A check's result. Order of decision: not_applicable when decidable and true; fail when known facts already prove a
 * violation; unknown when a fact that is still needed is missing; else pass.
 */
export type Outcome = (
  | { readonly result: 'pass' }
  | { readonly result: 'not_applicable'; readonly reason: string }
  | { readonly result: 'unknown'; readonly reason: string; readonly location?: Location }
  | {
      readonly result: 'fail';
      readonly violations: readonly Violation[];
      /** What could not be decided besides: shown, and what remains when the violations are waived. Absent: nothing. */
      readonly undecided?: string;
    }
) & {
  /** The first instant (ISO 8601) at which time alone can change this result; absent: never. */
  readonly changesAt?: string;
};

/** One rule of the catalogue over the facts of some kinds of targets. Identity, texts, parameters and examples live in its file only. */
export interface Check<Kind extends TargetKind = TargetKind, Parameters extends z.ZodObject = z.ZodObject> {
  /** Catalogue id; equal to the file's name. */
  readonly id: string;
  readonly title: Text;
  readonly area: 'image' | 'secrets';
  /** The kinds of target it looks at. */
  readonly inputs: readonly Kind[];
  readonly severity: Severity;
  /** Snake-case keys as in the catalogue, each with a default: `parameters.parse({})` succeeds. */
  readonly parameters: Parameters;
  readonly remediation: Text;
  readonly references: References;
  /** Names of the packages it looks at in the facts' components: it is shown these only. Absent: none. */
  readonly componentNames?: readonly string[];
  /** Pure and total: never throws, whatever the facts hold. */
  evaluate(subject: CheckSubjects[Kind], parameters: z.output<Parameters>, now: Date): Outcome;
  /** Subjects that show the check at work; the contract suite evaluates each with its parameters. */
  readonly examples: {
    readonly good: readonly Example<Kind>[];
    readonly bad: readonly Example<Kind>[];
  };
}

export interface Example<Kind extends TargetKind = TargetKind> {
  readonly name: string;
  readonly subject: CheckSubjects[Kind];
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** ISO 8601; the contract suite's own date when absent. */
  readonly now?: string;
}

/** Keeps a check's own types while it is held to the interface. */
export function defineCheck<Kind extends TargetKind, Parameters extends z.ZodObject>(
  check: Check<Kind, Parameters>,
): Check<Kind, Parameters> {
  return check;
}
