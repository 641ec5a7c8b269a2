import type { LanguagePackage } from '../catalogers/language-component.js';
import { entriesOf, listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import type { ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { pypiFormat } from './pypi-format.js';
import { reachable } from './reachable.js';

/** Sources of the project's own packages. */
const ownSources = ['virtual', 'editable', 'directory'];

/**
 * uv's `uv.lock`, and `*.py.lock` of a script. Left out: the project's own packages. What comes from a repository, a
 * file or an address counts at the version that it states itself. Only for development is what only `dev-dependencies`
 * lead to; optional dependencies are needed, whoever asks for them.
 */
export const uvLockFile = lockFile({
  ...pypiFormat,
  id: 'uv',
  version: 2,
  isLockFile: (name) => name === 'uv.lock' || name.endsWith('.py.lock'),
  packages: (content, problems) => packagesOf(elementsAt(parseToml(content), 'package', problems), problems),
});

function* packagesOf(entries: readonly unknown[], problems: ReadProblems): Generator<LanguagePackage> {
  const needed = neededKeys(entries);
  for (const entry of entries) {
    if (isOwn(entry)) continue;
    const found = namedPackage(entry, problems);
    if (found) {
      const isNeeded = !needed || needed.has(found.name) || needed.has(keyOf(found.name, found.version));
      yield { ...found, isDevelopment: !isNeeded };
    }
  }
}

function isOwn(entry: unknown): boolean {
  return ownSources.some((source) => valueOf(valueOf(entry, 'source'), source) !== undefined);
}

/** A name stands for all versions of a package: only where there are several, what needs one says which. */
function keyOf(name: string, version: string | null): string {
  return version === null ? name : `${name} ${version}`;
}

/** Keys of the packages that the project's own lead to. Null: it has none. */
function neededKeys(entries: readonly unknown[]): Set<string> | null {
  const next = new Map<string, string[]>();
  const own: string[] = [];
  for (const entry of entries) {
    const name = textAt(entry, 'name');
    if (name === null) continue;
    const optional = entriesOf(valueOf(entry, 'optional-dependencies')).flatMap(([, list]) => listOf(list));
    const wanted = [...listOf(valueOf(entry, 'dependencies')), ...optional].flatMap((one) => {
      const wantedName = textAt(one, 'name');
      return wantedName === null ? [] : keyOf(wantedName, textAt(one, 'version'));
    });
    for (const key of new Set([name, keyOf(name, textAt(entry, 'version'))])) {
      const known = next.get(key);
      if (known) for (const one of wanted) known.push(one);
      else next.set(key, [...wanted]);
    }
    if (isOwn(entry)) own.push(name);
  }
  return own.length === 0 ? null : reachable(own, (name) => next.get(name) ?? []);
}
