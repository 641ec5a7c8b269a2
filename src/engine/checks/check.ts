import type { z } from 'zod';
import type { DockerBenchFacts } from '../model/docker-bench-facts.js';
import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import type { ImageFacts, SbomFacts, SourceFacts } from '../model/facts.js';
import type { HostFacts } from '../model/host-facts.js';
import type { CheckResult, Evidence, Location, Vulnerability } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { WorkloadDocumentFacts, WorkloadInput } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { Edit } from '../remediation/edit.js';

export type { Text } from '../model/text.js';

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

/** What checks look at, by the kind of input. */
export interface CheckSubjects extends Record<WorkloadInput, WorkloadSubject> {
  image: InventorySubject<ImageFacts>;
  source: InventorySubject<SourceFacts>;
  sbom: InventorySubject<SbomFacts>;
  dockerfile: DockerfileSubject;
  host: HostSubject;
  'docker-bench': DockerBenchSubject;
}
export type CheckInput = keyof CheckSubjects;

/** Of a target that holds packages. */
export interface InventorySubject<Facts> {
  readonly facts: Facts;
  /** Not exempted ones only. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  /** When the facts were last observed (ISO 8601); null or absent: not known. */
  readonly scannedAt?: string | null;
}

/** Of a document that defines workloads. */
export interface WorkloadSubject {
  readonly facts: WorkloadDocumentFacts;
  /** The document's workloads with what defaults add: what would run. In the document's order. */
  readonly workloads: readonly WorkloadFacts[];
}

export interface DockerfileSubject {
  readonly facts: DockerfileFacts;
}

export interface HostSubject {
  readonly facts: HostFacts;
  /** Of its containers, with what its daemon adds: what runs. In their order; none where they are not known. */
  readonly workloads: readonly WorkloadFacts[];
  /** Of the services of its swarm, with what every engine adds. In their order; none where they are not known. */
  readonly services: readonly WorkloadFacts[];
}

/** What another tool said: no check looks at it by itself, its answers stand for those of the checks. */
export interface DockerBenchSubject {
  readonly facts: DockerBenchFacts;
}

/** One offending element of a target. */
export interface Violation {
  /** Names the element within the target, stable over scans: a path, a variable's name; empty: the target itself. */
  readonly element: string;
  /** What is wrong here, in one sentence. */
  readonly message: Text;
  /** Where the catalogue grades elements differently from the check's own severity. */
  readonly severity?: Severity;
  readonly location?: Location;
  readonly evidence?: readonly Evidence[];
  /** What to change in the text that was read, so that this element passes; absent: no program can tell. */
  readonly fix?: readonly Edit[];
}

/** What became of one recommendation of a check that stands for several. */
export interface SectionOutcome {
  readonly result: CheckResult;
  /** Of the violations that concern it; empty unless it fails. */
  readonly elements: readonly string[];
  /** Why it is unknown or does not apply; absent: as the outcome says. */
  readonly reason?: Text;
}

/** By the number in `references.cis`. */
export type SectionOutcomes = Readonly<Record<string, SectionOutcome>>;

/**
 * A check's result. Order of decision: not_applicable when decidable and true; fail when known facts already prove a
 * violation; unknown when a fact that is still needed is missing; else pass.
 */
export type Outcome = (
  | {
      readonly result: 'pass';
      /** On whose word it passes; absent: the facts say so. */
      readonly reason?: Text;
    }
  | { readonly result: 'not_applicable'; readonly reason: Text }
  | { readonly result: 'unknown'; readonly reason: Text; readonly location?: Location }
  | {
      readonly result: 'fail';
      readonly violations: readonly Violation[];
      /** What could not be decided besides: shown, and what remains when the violations are waived. Absent: nothing. */
      readonly undecided?: Text;
    }
) & {
  /** The first instant (ISO 8601) at which time alone can change this result; absent: never. */
  readonly changesAt?: string;
  /** Where it is not the same for all of the check's recommendations. */
  readonly sections?: SectionOutcomes;
};

export const checkAreas = [
  'workload',
  'container',
  'run-command',
  'compose',
  'kubernetes',
  'dockerfile',
  'image',
  'secrets',
  'daemon',
  'host',
  'network',
  'swarm',
] as const;
export type CheckArea = (typeof checkAreas)[number];

/** Whether a fix can break a correctly written application: then it is only applied when it is named. */
export type FixSafety = 'safe' | 'review';

/** One rule of the catalogue over the facts of some kinds of inputs. Identity, texts, parameters and examples live in its file only. */
export interface Check<Input extends CheckInput = CheckInput, Parameters extends z.ZodObject = z.ZodObject> {
  /** Catalogue id; equal to the file's name. */
  readonly id: string;
  readonly title: Text;
  readonly area: CheckArea;
  /** The kinds of input it looks at. */
  readonly inputs: readonly Input[];
  readonly severity: Severity;
  /** Snake-case keys as in the catalogue, each with a default: `parameters.parse({})` succeeds. */
  readonly parameters: Parameters;
  readonly remediation: Text;
  readonly references: References;
  /** Whether somebody may vouch for it where no program can decide it; absent: no. */
  readonly isAttestable?: true;
  /** Of the fixes that its violations carry; absent: they carry none. */
  readonly fixSafety?: FixSafety;
  /** What its fixes can break, and what they ask of whoever applies them. There where they are for review. */
  readonly fixRisk?: Text;
  /** Names of the packages it looks at in the facts' components: it is shown these only. Absent: none. */
  readonly componentNames?: readonly string[];
  /** Pure and total: never throws, whatever the facts hold. */
  evaluate(subject: CheckSubjects[Input], parameters: z.output<Parameters>, now: Date): Outcome;
  /** Inputs that show the check at work; the contract suite evaluates each with its parameters. */
  readonly examples: {
    readonly good: readonly Example<Input>[];
    readonly bad: readonly Example<Input>[];
  };
}

/** An input with a name: its facts, or a text that the adapter of its kind reads. */
export type Example<Input extends CheckInput = CheckInput> = {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** ISO 8601; the contract suite's own date when absent. */
  readonly now?: string;
} & (
  | { readonly subject: CheckSubjects[Input]; readonly input?: undefined }
  | {
      readonly input: Input;
      readonly text: string;
      /** Further files of the project, by their path from its folder. */
      readonly files?: Readonly<Record<string, string>>;
      /** What a compose project is deployed with; absent: not known. */
      readonly composeTarget?: 'compose' | 'swarm-stack';
    }
);

/** Keeps a check's own types while it is held to the interface. */
export function defineCheck<Input extends CheckInput, Parameters extends z.ZodObject>(
  check: Check<Input, Parameters>,
): Check<Input, Parameters> {
  return check;
}
