import { UnreadableFileError } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';

/** What a Gemfile (https://bundler.io/man/gemfile.5.html) says of gems; plain JSON. */
export type Gemfile = {
  /** Gems of the groups `development` and `test` alone. */
  readonly development: readonly string[];
  /** The others that it names. */
  readonly needed: readonly string[];
  /** Whether it takes what a gem's own specification asks for, and nothing else that it does not name. */
  readonly hasOnlyGemspec: boolean;
};

/** Of blocks in blocks. */
const deepest = 100;
const developmentGroups: ReadonlySet<string> = new Set(['development', 'test']);
/** Stands for groups that only running the file would tell. */
const unknown: readonly string[] = ['unknown group'];

/** Statements that an `end` ends. */
const block = /(?:^|=\s*)(?:begin|case|class|def|for|if|module|unless|until|while)\b(?![:?!])/;
const methodInOneLine = /^def\s+[\w.]+[?!]?(?:\([^)]*\))?\s*=\s/;
const blockAtEnd = /(?<![:.\w])do(?:\s*\|[^|]*\|)?$/;
const group = /^group\b(.*?)\bdo(?:\s*\|[^|]*\|)?$/;
const groupInCurlyBrackets = /^group\b(?!\s*=)[^{]*\{/;
const name = /^gem[\s(]\s*["']([\w.-]+)["']/;
/** What may name gems that the file itself does not. */
const opening = /\bgem(?:[\s(]|$)|:gem\b|\bdevelopment_group/;
/** What may need gems that the file itself has for development. */
const otherFile = /\beval\b|eval_gemfile|instance_eval/;

/**
 * Goes by the statements, as people write them; nothing is run. A gem is for development when every statement that names
 * it is, by the blocks around it or by its own `group`.
 * @throws UnreadableFileError when blocks do not end where lines say so
 */
export function gemfile(content: Uint8Array): Gemfile {
  const open: (readonly string[])[] = [];
  const needed = new Set<string>();
  const named = new Set<string>();
  const mentioned = new Set<string>();
  let hasGemspec = false;
  let isOpen = false;
  for (const statement of statementsOf(textOf(content))) {
    if (/^end\b/.test(statement) && open.pop() === undefined)
      throw new UnreadableFileError('a block ends that has not begun');
    if (otherFile.test(statement)) throw new UnreadableFileError('another file has gems as well');
    if (groupInCurlyBrackets.test(statement)) throw new UnreadableFileError('a group is in curly brackets');
    if (blockAtEnd.test(statement)) open.push(groupsOfBlock(statement));
    else if (block.test(statement) && !methodInOneLine.test(statement)) open.push([]);
    if (open.length > deepest) throw new UnreadableFileError('blocks are too deep');
    const [, gem] = name.exec(statement) ?? [];
    if (gem !== undefined) {
      named.add(gem);
      if (!isForDevelopment([...open.flat(), ...ownGroups(statement)])) needed.add(gem);
      continue;
    }
    if (!isForDevelopment(open.flat())) for (const word of wordsIn(statement)) mentioned.add(word);
    if (opening.test(statement)) isOpen = true;
    else if (/^gemspec\b/.test(statement)) hasGemspec = true;
  }
  if (open.length > 0) throw new UnreadableFileError('a block does not end');
  if (isOpen) for (const gem of named) if (mentioned.has(gem)) needed.add(gem);
  return {
    development: [...named].filter((gem) => !needed.has(gem)),
    needed: [...needed],
    hasOnlyGemspec: hasGemspec && !isOpen,
  };
}

function isForDevelopment(groups: readonly string[]): boolean {
  return groups.length > 0 && groups.every((one) => developmentGroups.has(one));
}

/** What a loop or a method may take for names of gems: `%w[a b].each { |name| gem name }`, `our_gem "a"`. */
function wordsIn(statement: string): string[] {
  return [...statement.matchAll(/["']([\w.-]+)["']|%[iwIW]\W([^\])}>|]*)/g)].flatMap(
    ([, quoted, list = '']) => quoted ?? list.trim().split(/\s+/),
  );
}

function groupsOfBlock(statement: string): readonly string[] {
  const [, groups] = group.exec(statement) ?? [];
  if (groups === undefined) return [];
  return namesIn(
    groups
      .replace(/,\s*(?:optional:|:optional\s*=>)\s*\w+/, '')
      .replace(/^\s*\(|\)\s*$/g, '')
      .replace(/^\s*\*\s*(?=[%[])/, ''),
  );
}

/** `:test` of `group: :test`, `groups: [:test]`, `:group => :test`, `group: %i[test]`. */
function ownGroups(statement: string): readonly string[] {
  const [, value, ...more] = statement.split(/(?:\bgroups?:|["':]groups?["']?\s*=>)/);
  if (value === undefined) return [];
  const [whole = '', list] = /^\s*(%[iw]?\[[^\]]*\]|\[[^\]]*\]|:\w+|["']\w+["'])/.exec(value) ?? [];
  const isWhole = /^\s*(?:[,)]|$|(?:if|unless)\b)/.test(value.slice(whole.length));
  return list === undefined || !isWhole || more.length > 0 ? unknown : namesIn(list);
}

/** Names as `:test, "test"`, in a list or not, and `%i[development test]`; unknown when anything else is among them. */
function namesIn(text: string): readonly string[] {
  const [, words] = /^\s*%[iIwW]\[([\w\s]*)\]\s*$/.exec(text) ?? [];
  if (words !== undefined) return words.split(/\s+/).filter((word) => word !== '');
  const list = text.trim().replace(/^\[/, '');
  const names = (list.endsWith(']') ? list.slice(0, -1).trimEnd().replace(/,$/, '') : list)
    .split(',')
    .map((one) => /^\s*(?::(\w+)|:?["'](\w+)["'])\s*$/.exec(one));
  return names.every((one) => one !== null) ? names.map((one) => one[1] ?? one[2] ?? '') : unknown;
}

/** In characters, of a line and of the lines of one statement. */
const longestLine = 10_000;
const goesOn = /(?:[,\\=+]|&&|\|\|)$/;
/** Texts, regular expressions where they are usual, and comments. */
const literals =
  /"(?:\\.|[^"\\])*(?:"|\\?$)|'(?:\\.|[^'\\])*(?:'|\\?$)|(?<=[~,(]\s?|when\s)\/(?:\\.|[^/\\])+\/|%r\{[^{}]{0,300}\}|%r![^!]{0,300}!|(?<!\S)#.*/g;

/** Statements without comments, in texts only what may be a name. One line may have several, and one several lines. */
function* statementsOf(text: string): Generator<string> {
  let parts: string[] = [];
  let length = 0;
  let depth = 0;
  for (const line of linesOf(text)) {
    const code = withoutLiterals(line).trim();
    if (code === '') continue;
    if ((length += code.length) > longestLine) throw new UnreadableFileError('a statement is too long');
    depth = Math.max(0, depth + countOf(code, /[([]/g) - countOf(code, /[)\]]/g));
    parts.push(code.replace(/\\$/, ''));
    if (depth > 0 || goesOn.test(code.slice(-2))) continue;
    yield* separated(parts.join(' '));
    parts = [];
    length = 0;
  }
  if (parts.length > 0) throw new UnreadableFileError('a statement does not end');
}

/** Lines but for those of comments, of texts over lines, and what follows the program. */
function* linesOf(text: string): Generator<string> {
  let end: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.length > longestLine) throw new UnreadableFileError('a line is longer than people write');
    if (end !== null) {
      if (line.trim() === end || (end === '=end' && line.startsWith(end))) end = null;
      continue;
    }
    if (line === '') continue;
    if (line === '__END__') return;
    if (line.startsWith('=begin')) end = '=end';
    else {
      if (line.includes('<<')) end = /(?<![\w"'])<<[~-]?["']?([A-Z_]+)["']?(?!\w)/.exec(line)?.[1] ?? null;
      yield line;
    }
  }
  if (end !== null) throw new UnreadableFileError('a text does not end');
}

function withoutLiterals(line: string): string {
  return !/["'#/%]/.test(line)
    ? line
    : line.replaceAll(literals, (literal: string) => {
        const [quote = ''] = literal;
        if (quote === '#') return '';
        if (quote !== '"' && quote !== "'") return '""';
        if (literal.length < 2 || !literal.endsWith(quote))
          throw new UnreadableFileError('a text does not end where its line does');
        return /^.[\w.-]*.$/.test(literal) ? literal : '""';
      });
}

/** Each `end` and what follows a `do` or a `then` apart. */
function separated(code: string): string[] {
  return code
    .replaceAll(/(?<![:.\w])(do(?:\s*\|[^|]*\||(?=\s))|then)\s+(?=[^\s|])/g, '$1;')
    .replaceAll(/\s(?=end\b(?![:?!]))/g, ';')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function countOf(text: string, piece: RegExp): number {
  return text.match(piece)?.length ?? 0;
}
