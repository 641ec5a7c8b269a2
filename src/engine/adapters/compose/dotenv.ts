import { interpolate } from './interpolation.js';

export interface DotenvVariable {
  readonly name: string;
  /** Null: taken over from the environment of whoever starts it. */
  readonly value: string | null;
  /** 1-based. */
  readonly line: number;
}

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:([=:])(.*))?$/;

/** The variables of a `.env` file or an `env_file` as they are written: quotes taken away, variables in them left. */
export function dotenvVariables(text: string): (DotenvVariable & { readonly isLiteral: boolean })[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const result: (DotenvVariable & { readonly isLiteral: boolean })[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const match = assignment.exec(lines[index]!);
    if (!match) continue;
    const line = index + 1;
    const written = match[3]?.trim() ?? '';
    const quote = written[0];
    if (match[2] === undefined) result.push({ name: match[1]!, value: null, line, isLiteral: true });
    else if (quote === '"' || quote === "'") {
      const { value, last } = quoted(lines, index, written, quote);
      index = last;
      result.push({ name: match[1]!, value, line, isLiteral: quote === "'" });
    } else
      result.push({
        name: match[1]!,
        value: written.replace(/(?<!\s)\s+#.*$|^#.*$/, ''),
        line,
        isLiteral: false,
      });
  }
  return result;
}

/** A quoted value may go on over lines, so many at most. */
const mostLines = 1_000;

function quoted(
  lines: readonly string[],
  first: number,
  written: string,
  quote: string,
): { readonly value: string; readonly last: number } {
  let value = '';
  let rest = written.slice(1);
  for (let index = first; ; index += 1) {
    const end = endOf(rest, quote);
    if (end !== null) return { value: value + unescaped(rest.slice(0, end), quote), last: index };
    if (index + 1 >= lines.length || index - first >= mostLines)
      return { value: unescaped(written.slice(1), quote), last: first };
    value += `${unescaped(rest, quote)}\n`;
    rest = lines[index + 1]!;
  }
}

function endOf(text: string, quote: string): number | null {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return null;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', $: '$$' };

function unescaped(text: string, quote: string): string {
  if (quote === "'") return text;
  return text.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

/**
 * The variables that a `.env` file gives values to. Each may use those before it and of `environment`, which win; one
 * that uses another without a value has none.
 */
export function dotenvValues(
  text: string,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = Object.create(null) as Record<string, string>;
  const known = Object.assign(Object.create(null) as Record<string, string>, environment);
  for (const { name, value, isLiteral } of dotenvVariables(text)) {
    if (value === null) continue;
    const read = isLiteral ? null : interpolate(value, known);
    if (read && read.unresolved.length > 0) continue;
    values[name] = read ? read.text : value;
    if (!Object.hasOwn(environment, name)) known[name] = values[name];
  }
  return values;
}
