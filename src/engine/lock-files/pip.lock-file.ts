import { mostPackages } from '../catalogers/distribution-package.js';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';
import { packageOfWheel, pypiFormat } from './pypi-format.js';

/**
 * pip's requirements files (https://pip.pypa.io/en/stable/reference/requirements-file-format/): `*requirements*.txt`,
 * every `.txt` in a folder `requirements`, and Rye's `requirements.lock` and `requirements-dev.lock`. A requirement
 * counts when `==` or `===` pins it; of any other it is not known what gets installed, which is reported, and so is a
 * file that is included and not read for its name. A wheel counts as its file's name states. Left out: what else comes
 * from a repository, a folder or an address, of which the version is not known, and constraints. The file does not say
 * what is only for development. Markers are not evaluated.
 */
export const pipLockFile = lockFile({
  ...pypiFormat,
  id: 'pip',
  version: 3,
  isLockFile,
  *packages(content, problems, path) {
    let count = 0;
    for (const line of requirementLines(asUtf8(content), problems)) {
      count += 1;
      if (count > mostPackages) {
        problems.add(`what follows from line ${line.number} on was not read`);
        break;
      }
      if (line.text.startsWith('-')) checkOption(line, path, problems);
      else {
        const isElsewhere = isFromElsewhere(line.text);
        const found = isElsewhere ? namedWheel(line.text) : pinnedPackage(line.text);
        if (found) yield found;
        else if (!isElsewhere) problems.add(`line ${line.number} pins no version: ${quoted(line.text)}`);
      }
    }
  },
});

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
    parts.push(isComment ? ' #' : goesOn ? text.slice(0, -1) : text);
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

/** Reports what brings packages that are not read here. */
function checkOption({ number, text }: RequirementLine, path: string, problems: ReadProblems): void {
  const included = /^(?:-r|--req\w*(?=[\s=]))\s*=?\s*(\S+)/.exec(text)?.[1];
  if (included === undefined) return;
  const folders = path.split('/').slice(0, -1);
  for (const part of included.split('/')) {
    if (part === '..') folders.pop();
    else if (part !== '.') folders.push(part);
  }
  const name = folders.pop() ?? '';
  if (isLockFile(name, folders.at(-1) ?? '')) return;
  problems.add(`line ${number} includes a file that is not read: ${quoted(included)}`);
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
    const version = /^\s*={2,3}\s*([^\s=*$-][^\s=*$]*)(?:\s|$)/.exec(specifier)?.[1];
    if (version !== undefined) return { name, version };
  }
  return null;
}
