import { inputAdapters } from './index.generated.js';
import {
  defaultReadOptions,
  type InputAdapter,
  type ReadOptions,
  type ReadResult,
  type TextFacts,
} from './input-adapter.js';

/** Reads a text of a known kind; a kind that nothing reads is a problem too. */
export function readInput(
  input: string,
  text: string,
  options: Partial<ReadOptions> = {},
): ReadResult<TextFacts> {
  const adapter = inputAdapters.find(({ id }) => id === input);
  if (adapter) return adapter.read(text, { ...defaultReadOptions, ...options });
  const message = {
    en: `Inputs of the kind "${input}" cannot be read.`,
    zh: `无法读取“${input}”类型的输入。`,
  };
  return { ok: false, problem: { file: null, line: null, column: null, message } };
}

/** The adapter that knows a text by its form or its file name; null: none does. */
export function recogniseInput(text: string, fileName: string): InputAdapter | null {
  return inputAdapters.find((adapter) => adapter.recognises(text, fileName)) ?? null;
}

/** What a text of a kind is called where it has no name. */
export function standardName(input: InputAdapter['id']): string {
  return inputAdapters.find(({ id }) => id === input)?.standardName ?? input;
}
