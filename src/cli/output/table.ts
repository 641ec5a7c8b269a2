import { columnsOf, padded, truncated } from './text.js';

const gap = '  ';
/** No column of a table is made narrower, in columns of the terminal, unless its texts are. */
const narrowest = 8;

/**
 * Lays rows out in columns. Where they do not fit into the width, the widest column is cut first, with `…`.
 * @param rows of texts that are safe to print, all of the same length.
 * @returns one line a row, without spaces at its end.
 */
export function layOut(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = fitted(naturalWidths(rows), width);
  return rows.map((row) =>
    row
      .map((cell, index) => padded(truncated(cell, widths[index] ?? 0), widths[index] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columnsOf(cell));
  }
  return widths;
}

function fitted(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) + gap.length * (widths.length - 1) - width;
  while (excess > 0) {
    const largest = Math.max(...widths);
    if (largest <= narrowest) break;
    widths[widths.indexOf(largest)] = largest - 1;
    excess -= 1;
  }
  return widths;
}
