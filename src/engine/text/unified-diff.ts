import { formatPatch, structuredPatch } from 'diff';

/** Two texts that differ in more lines are shown as one that goes and one that comes. */
const mostChanges = 2_000;
const context = 3;
const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

/**
 * What changes in a file, as a unified diff that `patch` and `git apply` read; empty: nothing does. Lines keep their ends.
 * @param before null: the file was not there
 */
export function unifiedDiff(path: string, before: string | null, after: string): string {
  if (before === after) return '';
  const from = before === null ? '/dev/null' : `a/${path}`;
  const to = `b/${path}`;
  const options = { context, maxEditLength: mostChanges };
  const patch = structuredPatch(from, to, before ?? '', after, undefined, undefined, options) ?? {
    ...{ oldFileName: from, newFileName: to, oldHeader: undefined, newHeader: undefined },
    hunks: [wholly(before ?? '', after)],
  };
  return formatPatch(patch, headers);
}

/** The one text instead of the other. */
function wholly(before: string, after: string) {
  const [old, added] = [linesOf(before), linesOf(after)];
  return {
    ...{ oldStart: 1, oldLines: old.count, newStart: 1, newLines: added.count },
    lines: [...old.marked('-'), ...added.marked('+')],
  };
}

function linesOf(text: string) {
  const isOpen = text !== '' && !text.endsWith('\n');
  const lines = text === '' ? [] : (isOpen ? text : text.slice(0, -1)).split('\n');
  return {
    count: lines.length,
    marked: (mark: string) => [
      ...lines.map((line) => mark + line),
      ...(isOpen ? [String.raw`\ No newline at end of file`] : []),
    ],
  };
}
