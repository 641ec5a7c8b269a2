import type { FactProblem } from './facts.js';

export const benchResults = ['PASS', 'WARN', 'INFO', 'NOTE'] as const;
export type BenchResult = (typeof benchResults)[number];

/** What docker-bench-security said of one of its tests. */
export interface BenchAnswer {
  /** `5.12`, `C.5.3.1`. */
  readonly id: string;
  readonly result: BenchResult;
  /** What it says beside the result, secrets redacted; null: nothing. */
  readonly details: string | null;
  /** What it names: containers, images, networks; `container:port`. Secrets redacted. */
  readonly items: readonly string[];
}

/** A result file of docker-bench-security: what another tool said of a host, not facts of the host. */
export interface DockerBenchFacts {
  readonly kind: 'docker-bench';
  /** Its JSON, or the log that it prints. */
  readonly format: 'json' | 'log';
  /** Over the text that was read. */
  readonly digest: string;
  /** What findings call it. */
  readonly name: string;
  /** Of the tool; null: the file does not say. */
  readonly version: string | null;
  /** When it began (ISO 8601); null: the file does not say. */
  readonly startedAt: string | null;
  /** In the file's order, each test once; those that are not known stand among the problems. */
  readonly answers: readonly BenchAnswer[];
  readonly problems: readonly FactProblem[];
}
