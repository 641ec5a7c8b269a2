import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';

/**
 * What a `go.mod` says (https://go.dev/ref/mod#go-mod-file), or a `go.work` (https://go.dev/ref/mod#go-work-file);
 * plain JSON.
 */
export type GoMod = {
  /** Null: none. */
  module: string | null;
  /** Of the `go` line: `1.22.0`; null: none. */
  goVersion: string | null;
  /** Of the `toolchain` line: `go1.22.5`; null: none. */
  toolchain: string | null;
  readonly requires: ModuleVersion[];
  readonly excludes: ModuleVersion[];
  readonly replaces: Replacement[];
  /** Of a `go.work`: folders of modules, as they are written. */
  readonly uses: string[];
};

export type ModuleVersion = {
  readonly path: string;
  readonly version: string;
};

export type Replacement = {
  readonly path: string;
  /** Null: every version is replaced. */
  readonly version: string | null;
  /** Null: by a folder. */
  readonly by: ModuleVersion | null;
};

/** Directives that bring no modules. */
const otherDirectives: ReadonlySet<string> = new Set(['godebug', 'ignore', 'retract', 'tool']);

/** More lines with directives than this are not read. */
const mostDirectives = 100_000;

/** Reads a `go.mod` or `go.work`; what of it cannot be read is reported. */
export function parseGoMod(
  content: Uint8Array,
  problems: ReadProblems,
  fileName: 'go.mod' | 'go.work' = 'go.mod',
): GoMod {
  const found: GoMod = {
    module: null,
    goVersion: null,
    toolchain: null,
    requires: [],
    excludes: [],
    replaces: [],
    uses: [],
  };
  let block: string | null = null;
  let count = 0;
  for (const { number, text } of textLines(content, problems)) {
    const words = wordsOf(text);
    if (words.length === 0) continue;
    if ((count += 1) > mostDirectives) {
      problems.add(`what follows from line ${number} on was not read`);
      return found;
    }
    if (words[0] === ')' || words.slice(-2).join('') === '()') block = null;
    else if (block === null && words.at(-1) === '(') [block = null] = words;
    else {
      const [directive = '', ...values] = block === null ? words : [block, ...words];
      if (!take(found, directive, values))
        problems.add(`line ${number} is none of a ${fileName}: ${quoted(text.trim())}`);
    }
  }
  if (fileName === 'go.mod' && found.module === null) problems.add('the file names no module');
  return found;
}

/** Words of a line without its comment; those in quotes without them. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/\/\/.*|"[^"]*"|`[^`]*`|[()]|(?:(?!\/\/)[^\s"`()])+/g)) {
    if (word.startsWith('//')) break;
    words.push(/^["`]/.test(word) ? word.slice(1, -1) : word);
  }
  return words;
}

/** Whether it is a directive that is known, with the values it needs. */
function take(found: GoMod, directive: string, values: readonly string[]): boolean {
  const [first, second] = values;
  if (otherDirectives.has(directive)) return true;
  if (first === undefined) return false;
  switch (directive) {
    case 'module':
      found.module = first;
      return true;
    case 'use':
      found.uses.push(first);
      return true;
    case 'go':
      found.goVersion = first;
      return true;
    case 'toolchain':
      found.toolchain = first;
      return true;
    case 'replace':
      return takeReplacement(found, values);
    case 'require':
    case 'exclude':
      if (second === undefined) return false;
      (directive === 'require' ? found.requires : found.excludes).push({ path: first, version: second });
      return true;
    default:
      return false;
  }
}

/** `path [version] => path [version]`: a replacement without a version is a folder. */
function takeReplacement(found: GoMod, values: readonly string[]): boolean {
  const arrow = values.indexOf('=>');
  const [path, version = null] = values.slice(0, arrow);
  const [byPath, byVersion] = values.slice(arrow + 1);
  if (arrow < 1 || path === undefined || byPath === undefined) return false;
  const by = byVersion === undefined ? null : { path: byPath, version: byVersion };
  found.replaces.push({ path, version, by });
  return true;
}
