import { UnreadableFileError } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';

/** What a `mix.exs` asks for; plain JSON. */
export type MixProject = {
  readonly needed: readonly string[];
  readonly development: readonly string[];
  /** Whether it needs what is in a folder that no lock file speaks of. */
  readonly hasFolders: boolean;
};

/** In characters, of one dependency. */
const longest = 2_000;
/** `:phoenix, "~> 1.7"`, `:ecto, git: "…"`, `:credo, @version`, but no two atoms. */
const dependency = /^\s*:"?([a-z]\w*)"?\s*,\s*(?!:)/;
/** Dependencies without brackets: `[phoenix: "~> 1.7", ecto: [git: "…"]]`. */
const keyed = /(?<![\w:])([a-z]\w*):\s+(?:"1"|\[\s*(?:git|github|hex|in_umbrella|only|path):)/g;
/** Keys of other meaning that have a version or a folder. */
const settings: ReadonlySet<string> = new Set([
  'branch',
  'do',
  'elixir',
  'else',
  'escript',
  'ref',
  'tag',
  'version',
  'vsn',
]);
/** Dependencies that only running the file would name: `{app, "~> 1.0"}`, `Shared.deps()`. */
const unnamed =
  /\{\s*[a-z_]\w*\s*,\s*(?:"1"|(?:git|github|in_umbrella|only|path):)|(?<=\b[A-Z]\w{0,60})\.(?:\w{1,30}_)?deps\b|\bdeps\b[^\n]{0,100}Code\.eval_file/;

/**
 * What stands in the text as a dependency would, wherever it does; nothing is run. For development is what is `only` for
 * environments without `prod`, whenever it is named.
 * @throws UnreadableFileError when it is no text with its brackets in pairs, or does not name what it asks for
 */
export function mixProject(content: Uint8Array): MixProject {
  const code = codeOf(textOf(content));
  if (unnamed.test(code)) throw new UnreadableFileError('a dependency has no name in the file');
  const needed = new Set<string>();
  const named = new Set<string>();
  const mayHaveFolders = /\[\s*path:\s+[^\s\w]/.test(code);
  let hasFolders = false;
  for (const tuple of tuplesIn(code)) {
    const [head = '', name] = dependency.exec(tuple) ?? [];
    if (name === undefined) continue;
    const options = tuple.slice(head.length);
    named.add(name);
    if (isForDevelopment(options)) continue;
    needed.add(name);
    hasFolders ||= hasFolder(options) || (mayHaveFolders && /[(@]/.test(options));
  }
  for (const [whole, name = ''] of code.matchAll(keyed)) {
    if (settings.has(name)) continue;
    needed.add(name);
    hasFolders ||= whole.endsWith('path:');
  }
  return { needed: [...needed], development: [...named].filter((name) => !needed.has(name)), hasFolders };
}

function hasFolder(options: string): boolean {
  return /\bpath:\s/.test(options) && !/\bin_umbrella:\s*true/.test(options);
}

/** What is between brackets `{}`, of those that are longer than people write only the beginning. */
function* tuplesIn(code: string): Generator<string> {
  const open: number[] = [];
  for (const { 0: bracket, index } of code.matchAll(/[{}]/g)) {
    if (bracket === '{') {
      open.push(index + 1);
      continue;
    }
    const start = open.pop();
    if (start === undefined) throw new UnreadableFileError('a bracket closes that is not open');
    yield index - start > longest ? `${code.slice(start, start + longest)} {` : code.slice(start, index);
  }
  if (open.length > 0) throw new UnreadableFileError('a bracket does not close');
}

/** By a plain `only: :test`, `only: [:dev, :test]` or `only: ~w(dev test)a`, which no condition may set aside. */
function isForDevelopment(options: string): boolean {
  if (/[{|]|\+\+|\b(?:do|else):/.test(options)) return false;
  const [before = '', value, ...more] = options.split(/\bonly:/);
  if (value === undefined || more.length > 0 || before.lastIndexOf('(') > before.lastIndexOf(')'))
    return false;
  const [, one, list, words] =
    /^\s*(?::(\w+)|\[([:\w,\s]*)\]|~w\W([\w\s]*)\Wa)\s*(?:[,\]]|$)/.exec(value) ?? [];
  const environments = one === undefined ? ((list ?? words)?.match(/\w+/g) ?? []) : [one];
  return environments.length > 0 && !environments.includes('prod');
}

/** Comments, characters (`?{`), texts over lines, texts, and sigils such as `~r/…/`, by how they begin. */
const literal = /#.*|(?<![\w)\]])\?\\?.|(?:~[a-zA-Z])?(?:"""|''')|["']|~[a-zA-Z][/|"'([{<]/g;
const closing: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);

/** The text without comments and with its literals shortened: a requirement is `"1"`, what is no word `""`. */
function codeOf(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  literal.lastIndex = 0;
  for (let match = literal.exec(text); match !== null; match = literal.exec(text)) {
    const [start] = match;
    pieces.push(text.slice(done, match.index));
    done = literal.lastIndex;
    if (start.startsWith('#') || start.startsWith('?')) continue;
    const end = start.endsWith('"""') || start.endsWith("'''") ? start.slice(-3) : start.slice(-1);
    const close = closing.get(end) ?? end;
    const at = endOfText(text, done, close);
    pieces.push(shortened(start, text.slice(done, at), close));
    literal.lastIndex = done = at + close.length;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}

/** What a backslash escapes ends nothing. */
function endOfText(text: string, start: number, close: string): number {
  for (let at = text.indexOf(close, start); at !== -1; at = text.indexOf(close, at + 1)) {
    let first = at;
    while (first > start && text[first - 1] === '\\') first -= 1;
    if ((at - first) % 2 === 0) return at;
  }
  throw new UnreadableFileError('a text has no end');
}

function shortened(start: string, inner: string, close: string): string {
  if (/^~w.$/.test(start) && /^[\w\s]*$/.test(inner)) return `${start}${inner}${close}`;
  if (start === '"' && /^\s*(?:[~<>=!]|\d)/.test(inner)) return '"1"';
  return start === '"' && /^\w+$/.test(inner) ? `"${inner}"` : '""';
}
