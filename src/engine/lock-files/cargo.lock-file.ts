import { elementsAt, namedPackage } from './members.js';
import { type CargoManifest, cargoManifest, developmentCrates } from './cargo-manifest.js';
import { listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import type { ReadProblems } from '../text/read-problems.js';
import type { LockedNode } from './locked-graph.js';
import { projectLockFile } from './project-lock-file.js';

/** What begins the name of a package of the project itself: nobody needs it, it asks for what it needs by itself. */
const own = 'own ';

/**
 * Cargo's `Cargo.lock` of versions 1 to 4 (https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html). Left
 * out: the project's own packages, which have no source. What comes from a repository counts at the version that its own
 * manifest states. Only for development is what `dev-dependencies` alone lead to, of the `Cargo.toml` beside the file and
 * of those below.
 */
export const cargoLockFile = projectLockFile<CargoManifest>({
  ecosystem: 'crates.io',
  purlType: 'cargo',
  id: 'cargo',
  version: 2,
  isLockFile: (name) => name === 'Cargo.lock',
  nodes: (content, problems) => nodesOf(content, problems),
  isProjectFile: (name) => name === 'Cargo.toml',
  project: cargoManifest,
  projectsOf: (_lockFile, nearest) => nearest,
  asked(projects, nodes) {
    const crates = developmentCrates(projects);
    const needed: string[] = [];
    const development: string[] = [];
    for (const { names, needs } of nodes) {
      if (!names[0]!.startsWith(own)) continue;
      const ofTests = crates.get(names[0]!.slice(own.length));
      for (const need of needs ?? [])
        (ofTests?.has(need.split(' ', 1)[0]!) ? development : needed).push(need);
    }
    return { needed, development };
  },
});

/** Entries that name what they need as `serde`, `serde 1.0.0` or `serde 1.0.0 (registry+https://…)`, as exact as it takes. */
function* nodesOf(content: Uint8Array, problems: ReadProblems): Generator<LockedNode> {
  for (const entry of elementsAt(parseToml(content), 'package', problems)) {
    const found = namedPackage(entry, problems);
    if (!found) continue;
    const needs = listOf(valueOf(entry, 'dependencies')).filter((need) => typeof need === 'string');
    const source = textAt(entry, 'source');
    if (source === null) yield { package: null, names: [`${own}${found.name}`], needs };
    else {
      const exact = `${found.name} ${found.version}`;
      yield { package: found, names: [found.name, exact, `${exact} (${source})`], needs };
    }
  }
}
