import { join, relative, sep } from 'node:path';
import type { InputAdapter, InputProblem, ReadOptions } from '../../engine/adapters/input-adapter.js';
import type { Text } from '../../engine/model/text.js';

export type InputKind = InputAdapter['id'];

/** A text that is to be judged or mended. */
export interface InputText {
  readonly ok: true;
  /** What people know it by: its path from the working folder, `stdin`, or `docker run`. Different for every input. */
  readonly label: string;
  readonly kind: InputKind;
  readonly text: string;
  /** How it is read: `readInput(kind, text, options)`. */
  readonly options: Partial<ReadOptions>;
  /** Where it lies; null: it was given on the command line or on standard input. */
  readonly file: InputFile | null;
}

export interface InputFile {
  /** Absolute. */
  readonly path: string;
  /** The folder of its project: absolute. */
  readonly projectFolder: string;
  /** The same as it was named: what people are shown of paths begins there. */
  readonly shownFolder: string;
}

/** Something that was named, or recognised, and cannot be read. */
export interface UnreadInput {
  readonly ok: false;
  readonly label: string;
  readonly problem: InputProblem;
}

export type CollectedInput = InputText | UnreadInput;

export function unread(label: string, message: Text): UnreadInput {
  return { ok: false, label, problem: { file: null, line: null, column: null, message } };
}

/** What people are shown in place of a path from the folder of the input's project. */
export function shownPath({ file, label, options }: InputText, path: string): string {
  if (path === options.name) return label;
  return file ? shownLabel(join(file.shownFolder, path)) : path;
}

/** An absolute path from the working folder on where it lies in there; else as it is. With `/` between. */
export function shownLabel(path: string): string {
  const fromHere = relative('.', path);
  const label = fromHere === '' ? '.' : fromHere.startsWith('..') ? path : fromHere;
  return label.split(sep).join('/');
}
