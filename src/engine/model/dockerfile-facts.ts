import type { FactProblem } from './facts.js';
import type { ImageReference } from './workload-facts.js';

/** An instruction of a Dockerfile. */
export interface DockerfileInstruction {
  /** Upper case: `RUN`. */
  readonly keyword: string;
  /** 1-based, of its first and its last line, heredocs included. */
  readonly line: number;
  readonly endLine: number;
  /** Of `--from=build` the name and the value; of `--link` the value is null. */
  readonly flags: readonly { readonly name: string; readonly value: string | null }[];
  /** Its arguments with variables of ARG and ENV put in where they are known, redacted. */
  readonly arguments: readonly string[];
  /** Null where it makes no difference. */
  readonly form: 'shell' | 'exec' | null;
  /** As written but for secrets, joined to one line. */
  readonly text: string;
  readonly heredocs: readonly { readonly name: string; readonly content: string; readonly line: number }[];
  /** It is the argument of an ONBUILD. */
  readonly isOnBuild: boolean;
  /** Literal secrets in it. */
  readonly secrets: readonly DockerfileSecret[];
}

/** A literal secret in an instruction. */
export interface DockerfileSecret {
  readonly line: number;
  /** Id of the secret detector; null: its name, or what is done with it, tells. */
  readonly detector: string | null;
  /** What may be shown of it. */
  readonly preview: string;
}

/** A simple command of a RUN (or of a heredoc that a shell reads). */
export interface ShellCommand {
  /** Words after expansion of what is known; redacted. Leading assignments stand in `assignments`. */
  readonly argv: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly preview: string }[];
  readonly line: number;
  /** From its first character to behind its last one: columns count from 0. Null: it stands within another's argument. */
  readonly place: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  } | null;
  /** Index of the instruction in its stage. */
  readonly instruction: number;
  /** Index in `commands` of what its output is piped into; null: no pipe. */
  readonly pipesTo: number | null;
  /** Index in `commands` of what takes its output as a word (`$(…)`) or as a file (`<(…)`); null: nothing does. */
  readonly feeds: number | null;
  /** Files it writes its output to. */
  readonly writesTo: readonly string[];
  /** Texts (heredocs, here-strings) that it reads; redacted. */
  readonly reads: readonly string[];
}

/** A variable that ENV or ARG sets. A value that looks secret is not kept. */
export interface DockerfileVariable {
  readonly instruction: 'ENV' | 'ARG';
  readonly name: string;
  /** `path`: where something lies; `switch`: on, off or a small number; `none`: an ARG without a default. */
  readonly valueClass: 'literal' | 'path' | 'switch' | 'empty' | 'placeholder' | 'reference' | 'none';
  readonly preview: string;
  readonly length: number;
  /** Shannon entropy of the value, bits a character. */
  readonly entropy: number;
  readonly detections: readonly string[];
  readonly line: number;
}

export interface DockerfileStage {
  /** Null: it has none. */
  readonly name: string | null;
  readonly from: ImageReference;
  readonly fromKind: 'image' | 'stage' | 'scratch';
  /** Index of the stage it stands on; null: it stands on an image. */
  readonly fromStage: number | null;
  readonly line: number;
  /** Of its FROM. */
  readonly platform: string | null;
  readonly instructions: readonly DockerfileInstruction[];
  readonly commands: readonly ShellCommand[];
  /** The last USER of the stage, or of the stage it stands on; null: none. */
  readonly user: { readonly name: string; readonly line: number; readonly isUnresolved: boolean } | null;
  readonly variables: readonly DockerfileVariable[];
  /** Ports that EXPOSE names, a range as its ends; what a variable hides is in `unresolvedPorts`. */
  readonly exposed: readonly {
    readonly port: number;
    /** The last port of a range; null: it is none. */
    readonly portEnd: number | null;
    readonly protocol: string;
    readonly line: number;
  }[];
  readonly unresolvedPorts: readonly { readonly text: string; readonly line: number }[];
  /** HEALTHCHECK instructions that stand in the stage, in order. */
  readonly healthchecks: readonly { readonly line: number; readonly isNone: boolean }[];
  /** Shell that RUN uses; the default when the stage sets none. */
  readonly shell: readonly string[];
}

/** All that one scan observed of a Dockerfile and, where it was sent along, of its build context. */
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  /** Over the text and what else was read. */
  readonly digest: string;
  /** What findings call it: its path from the context's folder. */
  readonly name: string;
  readonly escape: '\\' | '`';
  /** Of the `# syntax=` directive; null: there is none. */
  readonly syntax: string | null;
  /** ARG before the first FROM. */
  readonly globalVariables: readonly DockerfileVariable[];
  readonly stages: readonly DockerfileStage[];
  readonly parseErrors: readonly {
    readonly line: number;
    readonly message: { readonly en: string; readonly zh: string };
  }[];
  readonly inlineIgnores: readonly {
    readonly line: number;
    readonly tool: string;
    readonly rules: readonly string[];
    /** Null: none is given. */
    readonly reason: string | null;
  }[];
  /** Null: whether there is a .dockerignore is not known. */
  readonly dockerignore: {
    /** The file that is used, or would be if it were there. */
    readonly path: string;
    readonly isPresent: boolean;
    readonly patterns: readonly string[];
  } | null;
  /** Paths of the build context; null: not known. */
  readonly contextFiles: readonly string[] | null;
  readonly problems: readonly FactProblem[];
}
