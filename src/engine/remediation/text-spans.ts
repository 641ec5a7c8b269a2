/** Replaces what stands between two offsets of a text. */
export interface SpanEdit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Whether two changes touch the same characters; two insertions at one place do not. */
function overlaps(a: SpanEdit, b: SpanEdit): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * The text with the changes made, each told by its offset in the text as it was. A change that is there twice counts once;
 * one that overlaps an earlier one of the list is left out. Insertions at one place keep their order.
 */
export function applySpans(text: string, edits: readonly SpanEdit[]): string {
  const chosen: SpanEdit[] = [];
  for (const edit of edits) {
    const isKnown = chosen.some(
      ({ start, end, by }) => start === edit.start && end === edit.end && by === edit.by,
    );
    if (!isKnown && !chosen.some((other) => overlaps(edit, other))) chosen.push(edit);
  }
  const ordered = chosen
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let position = 0;
  for (const { edit } of ordered) {
    result += text.slice(position, edit.start) + edit.by;
    position = edit.end;
  }
  return result + text.slice(position);
}
