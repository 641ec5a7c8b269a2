import { Scalar } from 'yaml';

/**
 * Where a character of a scalar's value stands in the document. Quotes, indentation and folded lines are no part of the
 * value, so what is not white space is counted. `within`: in characters of the value; `text`: the whole document.
 */
export function offsetWithin(text: string, scalar: Scalar, within: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  const value = typeof scalar.value === 'string' ? scalar.value : '';
  let left = value.slice(0, within).replace(/\s/g, '').length;
  let at = start + headerOf(text.slice(start, end), scalar.type);
  for (; at < end; at += 1) {
    if (/\s/.test(text[at]!)) continue;
    if (left === 0) return at;
    left -= 1;
    if (isEscape(text, at, scalar.type)) at += 1;
  }
  return Math.max(start, end - 1);
}

/** Characters before the value: a quote, or the line that a block begins with. */
function headerOf(raw: string, type: Scalar['type']): number {
  if (type === Scalar.BLOCK_FOLDED || type === Scalar.BLOCK_LITERAL) return raw.indexOf('\n') + 1;
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? 1 : 0;
}

function isEscape(text: string, at: number, type: Scalar['type']): boolean {
  if (type === Scalar.QUOTE_DOUBLE) return text[at] === '\\';
  return type === Scalar.QUOTE_SINGLE && text[at] === "'" && text[at + 1] === "'";
}
