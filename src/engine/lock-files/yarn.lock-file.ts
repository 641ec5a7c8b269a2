import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseBlockYaml } from '../text/block-yaml.js';
import { entriesOf, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';
import { isOwnFolder, npmFormat, packageInAddress, splitAtVersion } from './npm-format.js';

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
  version: 3,
  isLockFile: (name) => name === 'yarn.lock',
  packages(content, problems) {
    const head = new TextDecoder().decode(content.subarray(0, 4_096));
    if (head.includes(classicMark)) return classicPackages(content, problems);
    const [document] = parseBlockYaml(content);
    if (valueOf(document, '__metadata') !== undefined) return berryPackages(document, problems);
    throw new UnreadableFileError('the file says neither "yarn lockfile v1" nor "__metadata"');
  },
});

interface ClassicEntry {
  /** 1-based. */
  readonly line: number;
  readonly pattern: string;
  version?: string;
  /** The address that it was loaded from. */
  resolved?: string;
}

/** Entries as `"a@^1.0.0, a@^1.1.0":` over `  version "1.2.3"`. */
function* classicPackages(content: Uint8Array, problems: ReadProblems): Generator<LanguagePackage> {
  for (const { line, pattern, version, resolved = '' } of classicEntries(content, problems)) {
    const { name, rest } = splitAtVersion(pattern) ?? { name: pattern, rest: '' };
    if (version === undefined) problems.add(`the entry at line ${line} has no version`);
    else if (!isOwnFolder(rest)) {
      // A project may have another package installed by the name of one: `resolutions` do.
      const loaded = packageInAddress(resolved);
      const itsName = loaded?.version === version ? loaded.name : packageInAddress(rest)?.name;
      yield { name: itsName ?? aliased(rest) ?? name, version };
    }
  }
}

function* classicEntries(content: Uint8Array, problems: ReadProblems): Generator<ClassicEntry> {
  let open: ClassicEntry | null = null;
  for (const { number, text } of textLines(content, problems)) {
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith(' ')) {
      const [, key, value] = /^ {2}"?(version|resolved)"? "?(.*?)"?$/.exec(text) ?? [];
      if (open && key === 'version') open.version ??= value ?? '';
      else if (open && key === 'resolved') open.resolved ??= value ?? '';
    } else {
      if (open) yield open;
      open = text.endsWith(':') ? { line: number, pattern: firstPattern(text) } : null;
      if (!open) problems.add(`line ${number} is no entry: ${quoted(text)}`);
    }
  }
  if (open) yield open;
}

/** `a@^1.0.0` of `"a@^1.0.0", a@^1.1.0:`. */
function firstPattern(text: string): string {
  if (text.startsWith('"')) return text.slice(1, Math.max(1, text.indexOf('"', 1)));
  return text.slice(0, text.search(/, |:$/));
}

/** `b` of `npm:b@^1.0.0`; null: it is no alias. */
function aliased(range: string): string | null {
  if (!range.startsWith(registry)) return null;
  const alias = range.slice(registry.length);
  return splitAtVersion(alias)?.name ?? alias;
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
      if (version !== null)
        yield { name: packageInAddress(resolution.rest)?.name ?? resolution.name, version };
    }
  }
}
