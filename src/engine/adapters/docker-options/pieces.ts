/** A part of a text between two separators. */
export interface Piece {
  readonly text: string;
  /** Holds something that a shell or an interpolation would fill in. */
  readonly isUnresolved: boolean;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The parts of a text between separators (one character); one within an expansion separates nothing. */
export function pieces(text: string, separator: string, expansions: readonly Range[] = []): Piece[] {
  const result: Piece[] = [];
  let start = 0;
  const isHidden = (at: number) => expansions.some((range) => range.start <= at && at < range.end);
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && (text[at] !== separator || isHidden(at))) continue;
    const [from, to] = [start, at];
    const isUnresolved = expansions.some((range) => range.start < to && range.end > from);
    result.push({ text: text.slice(from, to), isUnresolved });
    start = at + 1;
  }
  return result;
}

/** `key=value` taken apart; the value is null where there is no `=`. */
export function keyAndValue(text: string): { readonly key: string; readonly value: string | null } {
  const equals = text.indexOf('=');
  return equals < 0
    ? { key: text, value: null }
    : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** Go's truth values; null: it is none. */
export function truthOf(text: string): boolean | null {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : null;
}

/** The fields of a line of comma-separated values; quotes keep commas. */
export function commaFields(text: string, expansions: readonly Range[] = []): Piece[] {
  if (!text.includes('"')) return pieces(text, ',', expansions);
  const isUnresolved = expansions.length > 0;
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quotedField, field]) => ({
    text: quotedField === undefined ? (field ?? '') : quotedField.replaceAll('""', '"'),
    isUnresolved,
  }));
}
