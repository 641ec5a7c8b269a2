import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseBlockYaml } from '../text/block-yaml.js';
import { entriesOf, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';
import { isOwnFolder, nameInAddress, npmFormat, splitAtVersion } from './npm-format.js';

const classicMark = '# yarn lockfile v1';
const registry = 'npm:';
const patch = 'patch:';

/**
 * Yarn's `yarn.lock`, of version 1 ("classic", a format of its own) and of later ones ("berry", YAML). Left out:
 * workspaces and folders. What comes from a repository, a file or an address counts at the version that its own manifest
 * states. What a patch changes is listed unpatched. The file does not say what is only for development.
 */
export const yarnLockFile = lockFile({
  ...npmFormat,
  id: 'yarn',
  version: 2,
  isLockFile: (name) => name === 'yarn.lock',
  packages(content, problems) {
    const head = new TextDecoder().decode(content.subarray(0, 4_096));
    if (head.includes(classicMark)) return classicPackages(content, problems);
    const [document] = parseBlockYaml(content);
    if (valueOf(document, '__metadata') !== undefined) return berryPackages(document, problems);
    throw new UnreadableFileError('the file says neither "yarn lockfile v1" nor "__metadata"');
  },
});

/** Entries as `"a@^1.0.0, a@^1.1.0":` over `  version "1.2.3"`. */
function* classicPackages(content: Uint8Array, problems: ReadProblems): Generator<LanguagePackage> {
  let open: { readonly line: number; readonly pattern: string } | null = null;
  for (const { number, text } of textLines(content, problems)) {
    if (text === '' || text.startsWith('#')) continue;
    if (!text.startsWith(' ')) {
      if (open) problems.add(`the entry at line ${open.line} has no version`);
      open = text.endsWith(':') ? { line: number, pattern: firstPattern(text) } : null;
      if (!open) problems.add(`line ${number} is no entry: ${quoted(text)}`);
    } else if (open && text.startsWith('  version ')) {
      const found = classicPackage(open.pattern, text.slice('  version '.length));
      if (found === undefined) problems.add(`the entry at line ${open.line} has no package name`);
      else if (found) yield found;
      open = null;
    }
  }
  if (open) problems.add(`the entry at line ${open.line} has no version`);
}

/** `a@^1.0.0` of `"a@^1.0.0", a@^1.1.0:`. */
function firstPattern(text: string): string {
  if (text.startsWith('"')) return text.slice(1, Math.max(1, text.indexOf('"', 1)));
  return text.slice(0, text.search(/, |:$/));
}

/** Null when it is left out, undefined when the pattern is none. */
function classicPackage(pattern: string, version: string): LanguagePackage | null | undefined {
  const wanted = splitAtVersion(pattern);
  if (!wanted) return undefined;
  const plain = version.replace(/^"(.*)"$/, '$1');
  const { name, rest } = wanted;
  if (isOwnFolder(rest)) return null;
  if (!rest.startsWith(registry)) return { name: nameInAddress(rest) ?? name, version: plain };
  const alias = rest.slice(registry.length);
  return { name: splitAtVersion(alias)?.name ?? alias, version: plain };
}

/** Entries with a `resolution` as `"a@npm:1.2.3"`, maybe with parameters: `a@npm:1.2.3::__archiveUrl=…`. */
function* berryPackages(document: unknown, problems: ReadProblems): Generator<LanguagePackage> {
  for (const [key, entry] of entriesOf(document)) {
    if (key === '__metadata') continue;
    const resolution = splitAtVersion(textAt(entry, 'resolution') ?? '');
    if (!resolution) problems.add(`${quoted(key)} has no resolution`);
    else if (resolution.rest.startsWith(registry)) {
      const [version = ''] = resolution.rest.slice(registry.length).split('::');
      yield { name: resolution.name, version };
    } else if (!resolution.rest.startsWith(patch) && !isOwnFolder(resolution.rest)) {
      const version = textAt(entry, 'version');
      if (version !== null) yield { name: nameInAddress(resolution.rest) ?? resolution.name, version };
    }
  }
}
