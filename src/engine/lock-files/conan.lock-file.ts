import type { LanguagePackage } from '../catalogers/language-component.js';
import { entriesOf, isObject, listOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { conanFormat, packageOfReference } from './conan-format.js';
import { lockFile } from './lock-file.js';
import { elementsAt, entriesAt } from './members.js';
import { reachable } from './reachable.js';

/** Lists of Conan 2, and whether what they hold is only for development. */
const lists: readonly (readonly [name: string, isDevelopment: boolean])[] = [
  ['requires', false],
  ['config_requires', true],
  ['build_requires', true],
  ['python_requires', true],
];

/**
 * Conan's `conan.lock` (https://docs.conan.io/2/tutorial/versioning/lockfiles.html): lists of Conan 2, or the graph of
 * Conan 1. Only for development is what only builds and recipes need. Left out: the project's own recipe.
 */
export const conanLockFile = lockFile({
  ...conanFormat,
  id: 'conan',
  version: 2,
  isLockFile: (name) => name === 'conan.lock',
  packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    const graph = valueOf(document, 'graph_lock');
    return graph === undefined ? listedPackages(document, problems) : graphPackages(graph, problems);
  },
});

function* listedPackages(document: unknown, problems: ReadProblems): Generator<LanguagePackage> {
  if (!lists.some(([list]) => valueOf(document, list) !== undefined))
    problems.add('the file has neither "requires" nor "graph_lock"');
  for (const [list, isDevelopment] of lists) {
    for (const element of elementsAt(document, list, problems)) {
      // Where packages are locked too, a list of the reference and what is locked of it.
      const reference: unknown = Array.isArray(element) ? element[0] : element;
      const found = referredPackage(reference, isDevelopment, problems);
      if (found) yield found;
    }
  }
}

/** The nodes that no other one requires are the project's own recipes, which have a path, or what was asked for. */
function* graphPackages(graph: unknown, problems: ReadProblems): Generator<LanguagePackage> {
  const nodes = entriesAt(graph, 'nodes', problems);
  const byId = new Map(nodes);
  const required = new Set(
    nodes.flatMap(([, node]) => [...idsAt(node, 'requires'), ...idsAt(node, 'build_requires')]),
  );
  const roots = nodes.flatMap(([id]) => (required.has(id) ? [] : [id]));
  const needed = reachable(roots, (id) => idsAt(byId.get(id), 'requires'));
  for (const [id, node] of nodes) {
    for (const reference of listOf(valueOf(node, 'python_requires'))) {
      const recipe = referredPackage(reference, true, problems);
      if (recipe) yield recipe;
    }
    // Conan before 1.28 wrote the reference of the package instead of the recipe's.
    const reference = textAt(node, 'ref') ?? textAt(node, 'pref');
    if (reference === null || textAt(node, 'path') !== null) continue;
    const isDevelopment = textAt(node, 'context') === 'build' || (roots.length > 0 && !needed.has(id));
    const found = referredPackage(reference, isDevelopment, problems);
    if (found) yield found;
  }
}

/** Ids of nodes: a list, or in the first version an object by reference. */
function idsAt(node: unknown, name: string): string[] {
  const value = valueOf(node, name);
  const ids = isObject(value) ? entriesOf(value).map(([, id]) => id) : listOf(value);
  return ids.flatMap((id) => (typeof id === 'string' ? [id] : []));
}

function referredPackage(
  reference: unknown,
  isDevelopment: boolean,
  problems: ReadProblems,
): LanguagePackage | null {
  const found = packageOfReference(String(reference));
  if (found) return { ...found, isDevelopment };
  problems.add(`${quoted(String(reference))} is no name and version`);
  return null;
}
