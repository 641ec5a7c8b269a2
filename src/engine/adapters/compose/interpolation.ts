/** A text with its variables put in. */
export interface Interpolated {
  /** Variables without a value stand in it as they are written. */
  readonly text: string;
  readonly hasVariables: boolean;
  /** Names, each once. */
  readonly unresolved: readonly string[];
  /** Where in the text those stand. */
  readonly open: readonly { readonly start: number; readonly end: number }[];
  /** Defaults that are used or could be: `${NAME:-literal}`. */
  readonly defaults: readonly { readonly name: string; readonly value: string }[];
  /** It holds a `$` that begins no variable: compose refuses such a file. */
  readonly isInvalid: boolean;
}

const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])|\})|)/g;
/** Defaults may hold further variables, so deep. */
const deepest = 10;
/** UTF-16 units; what would grow longer is left as it is written. */
const longest = 1_000_000;
/** More places are told as one. */
const mostPlaces = 100;

/** Compose's interpolation (https://docs.docker.com/reference/compose-file/interpolation/); `$$` is a dollar. */
export function interpolate(
  text: string,
  environment: Readonly<Record<string, string>>,
  depth = 0,
): Interpolated {
  const writer = new Writer(text);
  let end = 0;
  for (const match of text.matchAll(variable)) {
    if (match.index < end) continue;
    const [whole, bare, braced, operator] = match;
    writer.plain(text.slice(end, match.index));
    end = match.index + whole.length;
    if (whole === '$$') writer.plain('$');
    else if (whole === '$') writer.dollar();
    else {
      const name = bare ?? braced ?? '';
      const argument = operator === undefined ? null : braceArgument(text, end);
      if (argument !== null) end += argument.length + 1;
      const inner =
        argument === null || depth >= deepest ? null : interpolate(argument, environment, depth + 1);
      if (inner && operator?.endsWith('-')) writer.default(name, inner);
      const value = chosen(environment, name, operator, inner);
      writer.variable(name, value, text.slice(match.index, end));
    }
    if (writer.length > longest) return writer.tooLong();
  }
  writer.plain(text.slice(end));
  return writer.result();
}

class Writer {
  private text = '';
  private hasVariables = false;
  private isInvalid = false;
  private readonly unresolved = new Set<string>();
  private readonly open: { start: number; end: number }[] = [];
  private readonly defaults: { name: string; value: string }[] = [];

  constructor(private readonly written: string) {}

  get length(): number {
    return this.text.length;
  }

  plain(text: string): void {
    this.text += text;
  }

  dollar(): void {
    this.isInvalid = true;
    this.variable('', null, '$');
  }

  default(name: string, inner: Interpolated): void {
    this.defaults.push({ name, value: inner.text }, ...inner.defaults);
  }

  variable(name: string, value: string | Interpolated | null, written: string): void {
    const start = this.text.length;
    this.hasVariables = true;
    if (value === null) {
      this.unresolved.add(name);
      this.text += written;
      this.open.push({ start, end: this.text.length });
    } else if (typeof value === 'string') this.text += value;
    else {
      for (const inner of value.unresolved) this.unresolved.add(inner);
      for (const range of value.open) this.open.push({ start: start + range.start, end: start + range.end });
      this.text += value.text;
      this.isInvalid ||= value.isInvalid;
    }
  }

  tooLong(): Interpolated {
    const open = [{ start: 0, end: this.written.length }];
    return { ...this.result(), text: this.written, unresolved: [''], open };
  }

  result(): Interpolated {
    const { text, hasVariables, defaults, isInvalid } = this;
    const open = this.open.length > mostPlaces ? [{ start: 0, end: text.length }] : this.open;
    return { text, hasVariables, unresolved: [...this.unresolved], open, defaults, isInvalid };
  }
}

/** Whether a text that was read without an environment leaves its variables to it, with no default in their place. */
export function isLeftOpen({
  hasVariables,
  defaults,
}: Pick<Interpolated, 'hasVariables' | 'defaults'>): boolean {
  return hasVariables && defaults.every(({ value }) => value === '');
}

function chosen(
  environment: Readonly<Record<string, string>>,
  name: string,
  operator: string | undefined,
  inner: Interpolated | null,
): string | Interpolated | null {
  const value = Object.hasOwn(environment, name) ? environment[name]! : null;
  const isSet = value !== null && !(operator?.startsWith(':') && value === '');
  if (operator?.endsWith('+')) return value === null ? null : isSet ? inner : '';
  if (isSet) return value;
  return operator?.endsWith('-') ? inner : null;
}

/** What stands up to the brace that closes. */
function braceArgument(text: string, start: number): string {
  let open = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{' && text[at - 1] === '$') open += 1;
    if (text[at] === '}') open -= 1;
    if (open === 0) return text.slice(start, at);
  }
  return text.slice(start);
}
