/** A text with its variables put in. */
export interface Interpolated {
  /** Variables without a value stand in it as they are written. */
  readonly text: string;
  readonly hasVariables: boolean;
  readonly unresolved: readonly string[];
  /** Defaults that are used or could be: `${NAME:-literal}`. */
  readonly defaults: readonly { readonly name: string; readonly value: string }[];
}

const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])|\}))/g;
/** Defaults may hold further variables, so deep. */
const deepest = 10;

/** Compose's interpolation (https://docs.docker.com/reference/compose-file/interpolation/); `$$` is a dollar. */
export function interpolate(
  text: string,
  environment: Readonly<Record<string, string>>,
  depth = 0,
): Interpolated {
  const unresolved: string[] = [];
  const defaults: { name: string; value: string }[] = [];
  let result = '';
  let end = 0;
  let hasVariables = false;
  for (const match of text.matchAll(variable)) {
    if (match.index < end) continue;
    const [whole, bare, braced, operator] = match;
    result += text.slice(end, match.index);
    end = match.index + whole.length;
    if (whole === '$$') {
      result += '$';
      continue;
    }
    hasVariables = true;
    const name = bare ?? braced ?? '';
    const argument = operator === undefined ? null : braceArgument(text, end);
    if (argument !== null) end += argument.length + 1;
    const inner =
      argument === null || depth >= deepest ? null : interpolate(argument, environment, depth + 1);
    if (inner && operator?.endsWith('-')) defaults.push({ name, value: inner.text }, ...inner.defaults);
    const value = chosen(environment, name, operator, inner);
    if (value === null) unresolved.push(name);
    else if (value === inner) unresolved.push(...inner.unresolved);
    result += value === null ? text.slice(match.index, end) : typeof value === 'string' ? value : value.text;
  }
  return { text: result + text.slice(end), hasVariables, unresolved, defaults };
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

/** The variables of a `.env` file or an `env_file`; a name alone takes its value over from whoever starts it. */
export function dotenvVariables(text: string): { name: string; value: string | null }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:[=:]\s*(.*))?$/.exec(line);
    if (!match) return [];
    return [{ name: match[1]!, value: match[2] === undefined ? null : dotenvValue(match[2].trim()) }];
  });
}

function dotenvValue(written: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written);
  return quoted ? quoted[2]! : written.replace(/\s+#.*$/, '');
}
