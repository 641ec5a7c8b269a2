import type { Severity } from '../model/severity.js';

/**
 * One known form of a secret, or one provider's forms. Patterns are written so that matching is linear: a match starts
 * only where a secret can start, and neighbouring parts share no characters or are bounded.
 */
export interface SecretDetector {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  /** What was found, in both languages: `AWS access key id`. */
  readonly title: { readonly en: string; readonly zh: string };
  /**
   * ASCII texts of 3 to 64 characters, with one of which every match begins: the pattern is tried only there. In lower
   * case when the pattern ignores case. None: the pattern is tried on the whole of the files that `files` names.
   */
  readonly keywords: readonly string[];
  /** Flags `dg` (and `m`), with `i` where case means nothing. The secret is its group `secret`, else its first group, else all. */
  readonly pattern: RegExp;
  /** The keyword stands in the match, up to 128 characters after its start. */
  readonly isKeywordInside?: boolean;
  /** Characters from the start of a keyword to the end of a match; at most 16,384. Default 1,024. */
  readonly reach?: number;
  /** A quick look at the bytes from a keyword on, for keywords that are frequent; false: no match is here. */
  isWorthTrying?(bytes: Uint8Array, at: number): boolean;
  /** Relative paths of the files that it is looked for in; absent: in any, and in texts such as a history entry. */
  readonly files?: RegExp;
  /** Its form alone says little: another detector's hit on the same text counts instead, and packages' own files need more. */
  readonly isGeneric?: boolean;
  /** Its form says so much that it is believed in programs and other files that are no text. */
  readonly isDistinct?: boolean;
  /** Where a finding of it is graded differently from others. */
  readonly severity?: Severity;
  /** A second look at what the pattern matched: checksums, structure. Absent: the form is enough. */
  isReal?(secret: string, match: RegExpExecArray): boolean;
  readonly examples: {
    /** Texts in which it finds something. */
    readonly secrets: readonly string[];
    /** Texts in which it finds nothing. */
    readonly lookAlikes: readonly string[];
    /** A path that `files` names. */
    readonly path?: string;
  };
}

/** Characters before a keyword that a match may take in, and that a pattern may look back at. */
export const longestLead = 128;
export const longestKeyword = 64;
export const longestReach = 16 * 1024;
export const defaultReach = 1024;
