import type { ShellWord } from './shell-token.js';

/** A command with its words, wherever it stands: in a pipe, a loop, a subshell, a `$(…)`, the text of a `sh -c`. */
export interface SimpleCommand {
  readonly words: readonly ShellWord[];
  /** `NAME=value` before the command, or instead of one. */
  readonly assignments: readonly { readonly name: string; readonly word: ShellWord }[];
  readonly redirects: readonly {
    /** `>`, `>>`, `<`, `<<` … */
    readonly operator: string;
    readonly target: ShellWord;
    readonly body: { readonly text: string; readonly start: number } | null;
  }[];
  /** Offsets of its first character and behind its last one. */
  readonly start: number;
  readonly end: number;
  /** Whether the offsets are exact; false within a text that is itself an argument (`sh -c '…'`): then they are that word's. */
  readonly isExact: boolean;
  /** Index of the command its output is piped into. */
  readonly pipesTo: number | null;
  /** Index of the command that takes its output as a word (`$(…)`) or as a file (`<(…)`). */
  readonly feeds: number | null;
}
