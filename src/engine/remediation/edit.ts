import type { JsonValue } from './json-value.js';
import type { MountChange } from './mount-text.js';
import type { PortChange } from './port-text.js';

export type { JsonValue } from './json-value.js';

/** A change of a `docker run` line. Flags are long names: `--user`. */
export type RunEdit =
  /** Puts `--flag=value` (or `--flag`) before the image. */
  | { readonly kind: 'add-flag'; readonly flag: string; readonly value: string | null }
  /** Takes the flag out; with a value only where it stands with this value. Short names and other spellings count. */
  | { readonly kind: 'remove-flag'; readonly flag: string; readonly value: string | null }
  /** Gives the flag (where it stands with `from`; null: wherever it stands) the value `to`; adds it when it is not there. */
  | {
      readonly kind: 'set-flag';
      readonly flag: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  /** Changes what is mounted at `target`, by whichever flag. */
  | { readonly kind: 'change-mount-flag'; readonly target: string; readonly change: MountChange }
  /** Replaces the word that names the image. */
  | { readonly kind: 'set-image'; readonly to: string }
  /** Replaces the words between two offsets of the text (of tokens). */
  | { readonly kind: 'replace-text'; readonly start: number; readonly end: number; readonly to: string };

/** A change of a YAML or JSON document; pointers are those of the document as it was read. */
export type DocumentEdit =
  | PlainDocumentEdit
  /** Changes a mount of compose, which is written as a text or as a map. */
  | {
      readonly kind: 'change-mount';
      readonly document: number;
      readonly pointer: string;
      readonly change: MountChange;
    }
  /** Changes a port of compose, which is written as a text or as a map. */
  | {
      readonly kind: 'change-port';
      readonly document: number;
      readonly pointer: string;
      readonly change: PortChange;
    };

/** A change that means the same wherever it is made. */
export type PlainDocumentEdit =
  /** Sets the value, and makes the maps on the way there that are missing. */
  | { readonly kind: 'set'; readonly document: number; readonly pointer: string; readonly value: JsonValue }
  /** Takes out a key or an element; a map or list that is left empty goes too. */
  | { readonly kind: 'remove'; readonly document: number; readonly pointer: string }
  /** Adds an element to the end of a list, unless it is there; makes the list when it is missing, or of the one text there. */
  | {
      readonly kind: 'append';
      readonly document: number;
      readonly pointer: string;
      readonly value: JsonValue;
    };

/** A change of a text by its lines, 1-based. */
export type LineEdit =
  | { readonly kind: 'insert-lines'; readonly before: number; readonly lines: readonly string[] }
  | {
      readonly kind: 'replace-lines';
      readonly from: number;
      readonly to: number;
      readonly lines: readonly string[];
    }
  /** Replaces a word within a range of lines wherever it stands as a word. */
  | {
      readonly kind: 'replace-word';
      readonly from: number;
      readonly to: number;
      readonly word: string;
      readonly by: string;
    }
  /**
   * Replaces the first `word` that stands as a word at a place or behind it: line from 1, column from 0. By an empty text:
   * the word goes, and the blanks behind it.
   */
  | {
      readonly kind: 'replace-next-word';
      readonly line: number;
      readonly column: number;
      readonly word: string;
      readonly by: string;
    }
  /** Puts a text, which may have several lines, at a place. */
  | { readonly kind: 'insert-text'; readonly line: number; readonly column: number; readonly text: string }
  /** Takes `name` out of the ENV or ARG of a Dockerfile that stands in a line; the whole of it when that was all. */
  | { readonly kind: 'remove-variable'; readonly line: number; readonly name: string }
  /** Adds lines to another file of the project (`.dockerignore`), which may not be there yet. */
  | { readonly kind: 'append-to-file'; readonly file: string; readonly lines: readonly string[] };

/** A change of the text that something was read from. `file`: of another file of the project; absent: of the input itself. */
export type Edit = (RunEdit | DocumentEdit | LineEdit) & { readonly inFile?: string };
