import { posix } from 'node:path';
import { mostPackages } from '../catalogers/distribution-package.js';
import type { LanguagePackage } from '../catalogers/language-component.js';
import type { SourceReader } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { distinctPackages, isLockFilePath, largestFile, lockedComponents } from './lock-file.js';
import { packageOfWheel, pypiFormat } from './pypi-format.js';
import { inQuotes, UnresolvedReasons } from './unresolved-reasons.js';
import { withoutEnd } from '../text/ends.js';

/** What is kept of a requirements file; plain JSON. */
export type Requirements = {
  readonly packages: readonly LanguagePackage[];
  /** Files that it includes, as they are written. */
  readonly includes: readonly string[];
};

/**
 * pip's requirements files (https://pip.pypa.io/en/stable/reference/requirements-file-format/): `*requirements*.txt`,
 * every `.txt` in a folder `requirements`, and Rye's `requirements.lock` and `requirements-dev.lock`. A requirement
 * counts when `==` or `===` pins it; of any other it is not known what gets installed, which is reported, and so is a
 * file that is included and was not read. A wheel counts as its file's name states. Left out: what else comes from a
 * repository, a folder or an address, of which the version is not known, and constraints. The file does not say what is
 * only for development. Markers are not evaluated.
 */
export const pipLockFile: SourceReader<Requirements> = {
  id: 'pip',
  version: 3,
  maxBytes: largestFile,
  ecosystems: [pypiFormat.ecosystem],
  wants: (path) => isLockFilePath(path, isLockFile),
  extract(_path, content) {
    const problems = new ReadProblems();
    const lines = limited(requirementLines(asUtf8(content), problems), problems);
    const includes = lines.flatMap(({ text }) => includedBy(text) ?? []);
    const packages = distinctPackages(requiredBy(lines, problems), problems);
    return problems.settle({ packages, includes: [...new Set(includes)] });
  },
  components: (files) =>
    lockedComponents(
      files.map((file) => ({ ...file, extract: file.extract.packages })),
      pypiFormat,
    ),
  unresolved(files, sourceFiles) {
    const reasons = new UnresolvedReasons();
    for (const { path, extract } of files) {
      for (const included of extract.includes) {
        if (included.includes('://') || !sourceFiles?.has(posix.join(posix.dirname(path), included)))
          reasons.add(path, `${inQuotes(included)}, which it includes, was not read`);
      }
    }
    return reasons.list();
  },
};

function limited(lines: Iterable<RequirementLine>, problems: ReadProblems): RequirementLine[] {
  const read: RequirementLine[] = [];
  for (const line of lines) {
    if (read.length === mostPackages) {
      problems.add(`what follows from line ${line.number} on was not read`);
      break;
    }
    read.push(line);
  }
  return read;
}

function* requiredBy(lines: readonly RequirementLine[], problems: ReadProblems): Generator<LanguagePackage> {
  for (const { number, text } of lines) {
    if (text.startsWith('-')) continue;
    const isElsewhere = isFromElsewhere(text);
    const found = isElsewhere ? namedWheel(text) : pinnedPackage(text);
    if (found) yield found;
    else if (!isElsewhere) problems.add(`line ${number} pins no version: ${quoted(text)}`);
  }
}

function isLockFile(name: string, folder: string): boolean {
  if (/^requirements(?:-dev)?\.lock$/.test(name)) return true;
  return name.endsWith('.txt') && (name.includes('requirements') || folder === 'requirements');
}

/** The text in UTF-8: as pip, it goes by the byte order mark, and Windows writes UTF-16 where output is put in a file. */
function asUtf8(content: Uint8Array): Uint8Array {
  const [first, second] = content;
  const isLittle = first === 0xff && second === 0xfe;
  if (!isLittle && !(first === 0xfe && second === 0xff)) return content;
  return new TextEncoder().encode(new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(content));
}

interface RequirementLine {
  /** Of its first line. */
  readonly number: number;
  readonly text: string;
}

/** Lines without comments, those that end with `\` joined with the next. */
function* requirementLines(content: Uint8Array, problems: ReadProblems): Generator<RequirementLine> {
  let parts: string[] = [];
  let start = 1;
  for (const { number, text } of textLines(content, problems)) {
    if (parts.length === 0) start = number;
    const isComment = text.trimStart().startsWith('#');
    const goesOn = text.endsWith('\\') && !isComment;
    parts.push(isComment ? ' #' : withoutEnd(text, '\\'));
    if (goesOn) continue;
    const requirement = withoutComment(parts.join('')).trim();
    if (requirement !== '') yield { number: start, text: requirement };
    parts = [];
  }
  const rest = withoutComment(parts.join('')).trim();
  if (rest !== '') yield { number: start, text: rest };
}

function withoutComment(text: string): string {
  const end = text.search(/(?:^|\s)#/);
  return end === -1 ? text : text.slice(0, end);
}

/** The file that an option includes, which may be shortened; null: it is another option or none. */
function includedBy(text: string): string | null {
  return /^(?:-r|--req\w*(?=[\s=]))\s*(?:=\s*)?(\S+)/.exec(text)?.[1] ?? null;
}

/** `./folder`, `name @ https://…`, `git+https://…`, `file.whl`. */
function isFromElsewhere(text: string): boolean {
  const [requirement = ''] = text.split(/[\s;]/, 1);
  return (
    /^[^=<>!~;]*@|^[\w+.-]+:/.test(text) || /[/\\]|\.(?:whl|zip|tar\.gz)$|^\.\.?(?:\[|$)/.test(requirement)
  );
}

/** `name @ https://example.org/name-1.0-py3-none-any.whl`; null when it is no wheel. */
function namedWheel(text: string): LanguagePackage | null {
  for (const word of text.split(/[\s;]+/)) {
    const found = packageOfWheel(word);
    if (found) return found;
  }
  return null;
}

/** `name[extra] == 1.0, != 1.1 ; python_version < "3"`; null when no version is pinned. */
function pinnedPackage(text: string): LanguagePackage | null {
  const found = /^([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;#()]*)/.exec(text);
  const [, name, specifiers] = found ?? [];
  if (name === undefined || specifiers === undefined) return null;
  for (const specifier of specifiers.split(',')) {
    // Options may follow, `--hash=sha256:…`.
    const version = /^\s*={2,3}\s*([A-Za-z0-9][^\s=*$]*)(?:\s|$)/.exec(specifier)?.[1];
    if (version !== undefined) return { name, version };
  }
  return null;
}
