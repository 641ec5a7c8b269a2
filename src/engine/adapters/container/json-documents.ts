import type { InputProblem } from '../input-adapter.js';

/** UTF-16 units. */
const longestText = 200_000_000;

export interface ReadDocument {
  readonly value: unknown;
  /** JSON pointer in its document. */
  readonly pointer: string;
  /** Of the document in the text. */
  readonly index: number;
}

export type JsonDocuments =
  | {
      readonly ok: true;
      readonly documents: readonly ReadDocument[];
    }
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * The elements of a JSON list, a single value, or one value a line; with their pointers in the text's document. Values of
 * the text's lines are documents of their own.
 */
export function readJsonDocuments(text: string): JsonDocuments {
  if (text.length > longestText)
    return refused(text, 0, `it is longer than ${longestText} characters`, `超过 ${longestText} 个字符`);
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    const value: unknown = JSON.parse(content);
    const documents = Array.isArray(value) ? elementsOf(value) : [{ value, pointer: '', index: 0 }];
    return { ok: true, documents };
  } catch (error) {
    return readLines(content) ?? refused(text, positionOf(error, content), 'JSON was expected', '应为 JSON');
  }
}

/** The elements of a list, with their pointers. */
export function elementsOf(list: readonly unknown[]): ReadDocument[] {
  return list.map((value, index) => ({ value, pointer: `/${index}`, index: 0 }));
}

/** `docker inspect --format '{{json .}}'` writes one value a line. */
function readLines(text: string): JsonDocuments | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => line.startsWith('{'))) return null;
  try {
    return {
      ok: true,
      documents: lines.map((line, index) => ({ value: JSON.parse(line) as unknown, pointer: '', index })),
    };
  } catch {
    return null;
  }
}

/** Where the parser stopped, as its message tells; else where the text ends. */
function positionOf(error: unknown, text: string): number {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position !== undefined) return Number(position);
  const near = /Unexpected token .*?, (?:\.\.\.)?"([\s\S]+?)"(?:\.\.\.)? is not valid JSON/.exec(
    error instanceof Error ? error.message : '',
  );
  const found = near ? text.indexOf(near[1]!) : -1;
  return found < 0 ? text.length : found;
}

function refused(text: string, position: number, en: string, zh: string): JsonDocuments {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  return {
    ok: false,
    problem: {
      file: null,
      line,
      column: position - before.lastIndexOf('\n'),
      message: { en: `The document cannot be read: ${en}.`, zh: `无法读取该文档：${zh}。` },
    },
  };
}
