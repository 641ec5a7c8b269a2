/** A word of a command line; offsets count UTF-16 units of the text. */
export interface CommandToken {
  /** What the shell would pass on, redacted. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** What was read of one `docker run` or `docker create` line. */
export interface RunCommandFacts {
  /** Version of the command line whose flags were known. */
  readonly cliVersion: string;
  readonly tokens: readonly CommandToken[];
  /** A shell would read the text otherwise than it is evidently meant; it was read as it is meant. */
  readonly isRecovered: boolean;
  /** `start` and `end`: what is to be cut out of the text, so that a shell reads on. */
  readonly commentsAfterContinuation: readonly {
    readonly line: number;
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly unknownFlags: readonly {
    readonly flag: string;
    readonly line: number;
    /** As it is to be written: `--cpus`, `--security-opt=no-new-privileges`; null: nothing is near. */
    readonly suggestion: string | null;
  }[];
  readonly deprecatedFlags: readonly {
    readonly flag: string;
    readonly line: number;
    /** Null: to be left out. */
    readonly replacement: string | null;
    /** `23.0`; null: it still works. */
    readonly removedIn: string | null;
  }[];
  readonly flagsAfterImage: readonly { readonly flag: string; readonly line: number }[];
  /** Options that may stand once and stand more often. */
  readonly duplicates: readonly {
    readonly flag: string;
    readonly lines: readonly number[];
    /** Whether all of them say the same. */
    readonly isSame: boolean;
  }[];
  readonly invalidValues: readonly {
    readonly flag: string;
    readonly value: string;
    readonly line: number;
    readonly reason: { readonly en: string; readonly zh: string };
  }[];
  readonly literalSecrets: readonly {
    readonly flag: string;
    /** Of the variable, label or option; empty: it has none. */
    readonly name: string;
    /** Id of a detector, or `secret-name`. */
    readonly detector: string;
    readonly preview: string;
    readonly line: number;
  }[];
  readonly isImagePresent: boolean;
}
