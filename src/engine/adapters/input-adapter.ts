import type { DockerBenchFacts } from '../model/docker-bench-facts.js';
import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';

/** The other files of the project that an input belongs to. Paths go from the project's folder and never leave it. */
export interface ProjectFiles {
  /** The text of a file; null: it is not there, or not to be had. */
  read(path: string): string | null;
  /** The paths of all files; null: not known. */
  list(): readonly string[] | null;
  /** Permission bits of a file; null: not known. Absent: of none. */
  mode?(path: string): number | null;
}

/** A project of which nothing but the input is known. */
export const noFiles: ProjectFiles = { read: () => null, list: () => null };

/** A project whose files are all given. */
export function givenFiles(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    read: (path) => (Object.hasOwn(files, path) ? files[path]! : null),
    list: () => Object.keys(files).sort(),
  };
}

/** How an input is to be read. */
export interface ReadOptions {
  /** What findings call the input: its path from the project's folder. */
  readonly name: string;
  readonly files: ProjectFiles;
  /** Variables of whoever starts it, as far as they are known: compose interpolates them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Compose profiles that are on; null: every service counts. */
  readonly profiles: readonly string[] | null;
  /** Further compose files that are merged over the first, by their paths. */
  readonly overrides: readonly string[];
  /** What it is deployed with or on; null: not known. */
  readonly composeTarget: 'compose' | 'swarm-stack' | null;
  readonly kubernetesVersion: string | null;
}

export const defaultReadOptions: ReadOptions = {
  name: 'input',
  files: noFiles,
  environment: {},
  profiles: null,
  overrides: [],
  composeTarget: null,
  kubernetesVersion: null,
};

/** Why an input cannot be read at all: where, and what was expected there. */
export interface InputProblem {
  /** Null: the input itself. */
  readonly file: string | null;
  /** 1-based; null where they mean nothing. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: Text;
}

export type ReadResult<Facts> =
  { readonly ok: true; readonly facts: Facts } | { readonly ok: false; readonly problem: InputProblem };

/** What is read from a text. */
export type TextFacts = WorkloadDocumentFacts | DockerfileFacts | HostFacts | DockerBenchFacts;

/** The reader of one kind of input. Pure, and never throws: what cannot be read is a problem with its place. */
export interface InputAdapter<Facts extends TextFacts = TextFacts> {
  readonly id:
    | 'run-command'
    | 'container'
    | 'compose'
    | 'kubernetes'
    | 'swarm-service'
    | 'dockerfile'
    | 'host'
    | 'docker-bench';
  /** What a text without a name is called. */
  readonly standardName: string;
  /** Whether a text (with this file name; empty: none) is of this kind, by its form. Cheap. */
  recognises(text: string, fileName: string): boolean;
  read(text: string, options: ReadOptions): ReadResult<Facts>;
}
