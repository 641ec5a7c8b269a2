/** Control characters, and those that turn the direction of text or hide: what a name must not do to a terminal. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const mark = /\p{M}/u;

/** A text from an image, an advisory or the service, safe to print on one line. */
export function shown(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(unsafe, '\ufffd');
}

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += mark.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** The text within that many columns, ending in `…` when it was cut. */
export function truncated(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns) break;
    kept += character;
  }
  return columns > 0 ? `${kept.trimEnd()}…` : '';
}

/** The text filled up with spaces; never shortened. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** The text in lines of at most that many columns, broken at spaces; a longer word is broken where it must. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || columnsOf(longer) <= columns) line = longer;
    else [line] = [word, lines.push(line)];
  }
  if (line !== '') lines.push(line);
  return lines;
}

function pieces(word: string, columns: number): string[] {
  if (columnsOf(word) <= columns) return word === '' ? [] : [word];
  const parts = [''];
  for (const character of word) {
    const last = parts.length - 1;
    if (columnsOf((parts[last] ?? '') + character) > columns) parts.push(character);
    else parts[last] += character;
  }
  return parts;
}
