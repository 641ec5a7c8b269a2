import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import {
  type DocumentObject,
  entriesOf,
  isObject,
  listOf,
  objectOf,
  textAt,
  valueOf,
} from '../text/documents.js';
import { parseJsonc } from '../text/jsonc.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { isOtherSource, npmFormat, splitAtVersion } from './npm-format.js';
import { reachable } from './reachable.js';

/** A package cannot be nested deeper than this and still be found by what needs it. */
const deepestNesting = 64;

/**
 * Bun's `bun.lock` (https://bun.com/docs/pm/lockfile). Its older, binary `bun.lockb` cannot be read: that is reported.
 * Left out: workspaces, and what comes from a repository, a folder, a file or an address, which has no version of the
 * registry. Only for development is what only `devDependencies` lead to.
 */
export const bunLockFile = lockFile({
  ...npmFormat,
  id: 'bun',
  version: 1,
  isLockFile: (name) => name === 'bun.lock' || name === 'bun.lockb',
  packages(content, problems, path) {
    if (path.endsWith('.lockb')) {
      throw new UnreadableFileError('the binary bun.lockb cannot be read: let Bun write bun.lock');
    }
    return packagesOf(objectOf(parseJsonc(content), 'the file'), problems);
  },
});

function* packagesOf(document: DocumentObject, problems: ReadProblems): Generator<LanguagePackage> {
  const packages = valueOf(document, 'packages');
  const needed = neededPackages(valueOf(document, 'workspaces'), packages);
  for (const [key, entry] of entriesAt(document, 'packages', problems)) {
    const [resolution] = listOf(entry);
    const found = typeof resolution === 'string' ? splitAtVersion(resolution) : null;
    if (!found) problems.add(`${quoted(key)} has no package and version`);
    else if (!isOtherSource(found.rest)) {
      yield { name: found.name, version: found.rest, isDevelopment: needed?.has(key) === false };
    }
  }
}

/** Keys of packages by their names, for each package (`''` is the project) that has packages of its own below it. */
type Nesting = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Keys of `packages` (`a`, or `b/a` where `b` has an `a` of its own) that the workspaces' dependencies lead to; null without any. */
function neededPackages(workspaces: unknown, packages: unknown): Set<string> | null {
  if (entriesOf(workspaces).length === 0) return null;
  const nesting = nestingOf(packages);
  const roots = entriesOf(workspaces).flatMap(([path, workspace]) => {
    const name = path === '' ? '' : (textAt(workspace, 'name') ?? '');
    return foundFrom(name, dependenciesOf(workspace), nesting);
  });
  return reachable(roots, (key) => {
    const details = listOf(valueOf(packages, key)).filter(isObject);
    return foundFrom(key, details.flatMap(dependenciesOf), nesting);
  });
}

function nestingOf(packages: unknown): Nesting {
  const nesting = new Map([['', new Map<string, string>()]]);
  for (const [key] of entriesOf(packages)) {
    const parent = parentOf(key);
    const name = parent === '' ? key : key.slice(parent.length + 1);
    const siblings = nesting.get(parent);
    if (siblings) siblings.set(name, key);
    else nesting.set(parent, new Map([[name, key]]));
  }
  return nesting;
}

/** `a` for `a/b` and for `a/@c/b`, `''` for `@c/b`. */
function parentOf(key: string): string {
  const slash = key.lastIndexOf('/');
  const scope = key.lastIndexOf('/', slash - 1);
  const isScoped = slash !== -1 && key[scope + 1] === '@';
  return key.slice(0, Math.max(0, isScoped ? scope : slash));
}

function dependenciesOf(of: unknown): string[] {
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  return kinds.flatMap((kind) => entriesOf(valueOf(of, kind)).map(([name]) => name));
}

/** The nearest package of each name: below the one that wants it, else below what that one is in. */
function foundFrom(from: string, wanted: readonly string[], nesting: Nesting): string[] {
  const near: ReadonlyMap<string, string>[] = [];
  let place = from;
  for (let level = 0; level < deepestNesting && place !== ''; level += 1, place = parentOf(place)) {
    const below = nesting.get(place);
    if (below) near.push(below);
  }
  near.push(nesting.get('') ?? new Map());
  return wanted.flatMap((name) => near.find((below) => below.has(name))?.get(name) ?? []);
}
