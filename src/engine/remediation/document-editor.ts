import { pointerPart, pointerParts } from '../adapters/json-pointer.js';
import { readLocatedYaml } from '../adapters/located-yaml.js';
import type { InputProblem } from '../adapters/input-adapter.js';
import { isolated } from './document/isolate.js';
import { changed, EditRefusal, indexOf, isSame, valueAt } from './document/plain-edit.js';
import { nextSplices } from './document/plan-edit.js';
import { documentsOf, spliced, yamlSource } from './document/yaml-source.js';
import type { DocumentEdit, PlainDocumentEdit } from './edit.js';
import { inPasses } from './document/in-passes.js';
import { plainEdits } from './document/written-forms.js';

export type EditedDocument =
  | {
      readonly ok: true;
      readonly text: string;
      /** Edits that cannot be made: their place is not there, or nothing could say it without changing something else. */
      readonly refused: readonly DocumentEdit[];
    }
  | { readonly ok: false; readonly problem: InputProblem };

interface PathEdit {
  readonly edit: PlainDocumentEdit;
  readonly path: readonly string[];
}

/** So many steps one edit may take: aliases and merges on its way are written out one by one. */
const mostSteps = 2_000;

/**
 * Makes changes of a YAML or JSON text, which keeps its comments, layout and quotes: only lines that an edit concerns
 * change. First what is set and appended in the order given, then what is removed; every pointer is one of the text as it
 * was given. What several parts share by an anchor changes for the part that is named alone. Each result is read again
 * and held against the edits made on the plain value: an edit that does not come out right is refused.
 */
export function editDocument(text: string, edits: readonly DocumentEdit[]): EditedDocument {
  const read = readLocatedYaml(text, null);
  if (!read.ok) return read;
  const starts = documentsOf(text).map(({ range }) => range[0]);
  const refused: DocumentEdit[] = [];
  const plain = edits.flatMap((edit) => {
    const own = plainEdits(read.documents, edit);
    if (own.length === 0) refused.push(edit);
    return own;
  });
  let result = text;
  for (let index = starts.length - 1; index >= 0; index -= 1) {
    const own = plain.filter(({ document }) => document === index);
    if (own.length === 0) continue;
    const start = index === 0 ? 0 : starts[index]!;
    const end = starts[index + 1] ?? text.length;
    const part = editPart(text.slice(start, end), own, refused);
    result = result.slice(0, start) + part + result.slice(end);
  }
  refused.push(...plain.filter(({ document }) => !Object.hasOwn(starts, document)));
  return { ok: true, text: result, refused };
}

/** All together; where that does not come out right, one by one. */
function editPart(text: string, edits: readonly PlainDocumentEdit[], refused: DocumentEdit[]): string {
  const ordered = inOrder(edits);
  const together = attempt(text, ordered);
  if (together !== null) return together;
  const accepted: PathEdit[] = [];
  let result = text;
  for (const edit of ordered) {
    const next = attempt(text, inOrder([...accepted, edit].map((entry) => entry.edit)));
    if (next === null) refused.push(edit.edit);
    else {
      accepted.push(edit);
      result = next;
    }
  }
  return result;
}

/** Null: the edits do not come out right. */
function attempt(text: string, edits: readonly PathEdit[]): string | null {
  try {
    let wanted = yamlSource(text).plain;
    for (const { edit, path } of edits) wanted = changed(wanted, path, edit) ?? emptied(wanted);
    return (
      inPasses(text, edits, wanted) ??
      carriedOut(text, edits, wanted, false) ??
      carriedOut(text, edits, wanted, true)
    );
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}

function emptied(value: unknown): unknown {
  return Array.isArray(value) ? [] : {};
}

function carriedOut(
  text: string,
  edits: readonly PathEdit[],
  wanted: unknown,
  isIsolated: boolean,
): string | null {
  let source = yamlSource(text);
  let steps = mostSteps;
  const follow = (splices: ReturnType<typeof isolated>): boolean => {
    steps -= 1;
    if (splices === null || steps < 0) return false;
    source = yamlSource(spliced(source.text, splices));
    return true;
  };
  const paths = edits.map(({ path }) => path);
  while (isIsolated && follow(isolated(source, paths)));
  for (const { edit, path } of edits) {
    const goal = changed(source.plain, path, edit) ?? emptied(source.plain);
    const around = path.slice(0, -1);
    const isReached = () => isSame(valueAt(source.plain, around), valueAt(goal, around));
    if (isSame(source.plain, goal)) continue;
    while (follow(nextSplices(source, edit, path)) && !isReached());
  }
  return isSame(source.plain, wanted) ? source.text : null;
}

/** What is set and appended as given; then what is removed, of lists from their ends, and nothing beneath another removal. */
function inOrder(edits: readonly PlainDocumentEdit[]): PathEdit[] {
  const all = edits.map((edit) => ({ edit, path: pointerParts(edit.pointer) }));
  const removals = new Map(
    all.filter(({ edit }) => edit.kind === 'remove').map((entry) => [entry.edit.pointer, entry]),
  );
  const outermost = [...removals.values()].filter(
    ({ path }) => !path.some((_, depth) => depth > 0 && removals.has(pointerOf(path.slice(0, depth)))),
  );
  return [...all.filter(({ edit }) => edit.kind !== 'remove'), ...outermost.sort(byPlaceBackwards)];
}

function pointerOf(path: readonly string[]): string {
  return path.map(pointerPart).join('');
}

function byPlaceBackwards(left: PathEdit, right: PathEdit): number {
  const at = left.path.findIndex((part, depth) => part !== right.path[depth]);
  const [a, b] = [left.path[at] ?? '', right.path[at] ?? ''];
  const [first, second] = [indexOf(a), indexOf(b)];
  return first === null || second === null ? (a < b ? -1 : 1) : second - first;
}
