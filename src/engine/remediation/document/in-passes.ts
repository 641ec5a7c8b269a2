import { visit } from 'yaml';
import type { PlainDocumentEdit } from '../edit.js';
import { changed, EditRefusal, isSame, valueAt } from './plain-edit.js';
import { nextSplices } from './plan-edit.js';
import { type Splice, spliced, type YamlSource, yamlSource } from './yaml-source.js';

interface PathEdit {
  readonly edit: PlainDocumentEdit;
  readonly path: readonly string[];
}

/** Each pass reads the text again. */
const mostPasses = 40;

/**
 * Makes edits many at a time: in each pass those that touch places of their own, each once. Null: that does not come to
 * what is wanted, as where an edit takes several steps or two depend on one another; they are to be made one by one then.
 */
export function inPasses(text: string, edits: readonly PathEdit[], wanted: unknown): string | null {
  let source = yamlSource(text);
  let open = edits;
  if (hasAlias(source)) return null;
  for (let pass = 0; open.length > 0 && pass < mostPasses; pass += 1) {
    const made = onePass(source, open);
    if (!made) return null;
    source = yamlSource(spliced(source.text, made.splices));
    open = made.open;
  }
  return open.length === 0 && isSame(source.plain, wanted) ? source.text : null;
}

/** What comes from an anchor is written out step by step. */
function hasAlias({ document }: YamlSource): boolean {
  let isFound = false;
  visit(document, {
    Alias: () => {
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}

function onePass(
  source: YamlSource,
  edits: readonly PathEdit[],
): { readonly splices: Splice[]; readonly open: PathEdit[] } | null {
  const splices: Splice[] = [];
  const taken = new TakenPlaces();
  const open: PathEdit[] = [];
  for (const entry of edits) {
    const own = splicesOf(source, entry);
    if (own === null) return null;
    if (own.some((splice) => taken.touches(splice))) open.push(entry);
    else {
      for (const splice of own) taken.add(splice);
      splices.push(...own);
    }
  }
  return { splices, open };
}

/** Empty: it is made already; null: it cannot be planned. */
function splicesOf(source: YamlSource, { edit, path }: PathEdit): Splice[] | null {
  try {
    const around = path.slice(0, -1);
    const goal = changed(source.plain, path, edit);
    if (isSame(valueAt(source.plain, around), valueAt(goal, around))) return [];
    return nextSplices(source, edit, path);
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}

/** Spans of a text, to tell whether another one touches one of them. */
class TakenPlaces {
  private readonly spans: Splice[] = [];

  touches({ start, end }: Splice): boolean {
    return this.spans.some((span) => start <= span.end && span.start <= end);
  }

  add(splice: Splice): void {
    this.spans.push(splice);
  }
}
