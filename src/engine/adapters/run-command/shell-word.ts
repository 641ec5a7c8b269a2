export interface Range {
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

/** A word of a shell command; offsets count UTF-16 units of the text. */
export interface ShellWord extends Range {
  /** What the shell would pass on; what it would fill in stays as written. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Where in `text` the shell fills something in: `$X`, `$(…)`, a leading `~`. */
  readonly expansions: readonly Range[];
  readonly isQuoted: boolean;
}

/** What stands between a backslash and the end of its line, or a comment or blank line that follows one. */
export interface BrokenContinuation extends Range {
  /** Of the comment, or of the backslash. */
  readonly line: number;
  /** The comment; empty: blanks only. */
  readonly text: string;
}

export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly brokenContinuations: readonly BrokenContinuation[];
}

/** A quote that never ends. */
export interface OpenQuote {
  readonly offset: number;
  readonly line: number;
}

/** The word's text from `start` on, with its expansions. */
export function partOf(
  { text, expansions }: Pick<ShellWord, 'text' | 'expansions'>,
  start: number,
): Pick<ShellWord, 'text' | 'expansions'> {
  if (start === 0) return { text, expansions };
  return {
    text: text.slice(start),
    expansions: expansions
      .filter((range) => range.end > start)
      .map((range) => ({ start: Math.max(0, range.start - start), end: range.end - start })),
  };
}
