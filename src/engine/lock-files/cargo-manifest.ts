import { entriesOf, parseToml, textAt, valueOf } from '../text/documents.js';

/** What a `Cargo.toml` (https://doc.rust-lang.org/cargo/reference/manifest.html) says of crates; plain JSON. */
export type CargoManifest = {
  /** Null: it is a workspace and no package. */
  readonly name: string | null;
  readonly needed: readonly NamedCrate[];
  /** What tests, examples and benchmarks need. */
  readonly development: readonly NamedCrate[];
  /** What packages of its workspace may need by these names. */
  readonly shared: readonly NamedCrate[];
};

/** A crate by the name that the project has for it. */
export type NamedCrate = {
  readonly name: string;
  /** Null: the workspace says it. */
  readonly crate: string | null;
};

/** @throws UnreadableFileError when it is no TOML */
export function cargoManifest(content: Uint8Array): CargoManifest {
  const document = parseToml(content);
  const platforms = entriesOf(valueOf(document, 'target')).map(([, platform]) => platform);
  const under = (...groups: readonly string[]) =>
    [document, ...platforms].flatMap((from) => groups.flatMap((group) => cratesOf(valueOf(from, group))));
  return {
    name: textAt(valueOf(document, 'package') ?? valueOf(document, 'project'), 'name'),
    // Names with `_` are of old, and still read.
    needed: under('dependencies', 'build-dependencies', 'build_dependencies'),
    development: under('dev-dependencies', 'dev_dependencies'),
    shared: cratesOf(valueOf(valueOf(document, 'workspace'), 'dependencies')),
  };
}

function cratesOf(dependencies: unknown): NamedCrate[] {
  return entriesOf(dependencies).map(([name, dependency]) => {
    const isShared = valueOf(dependency, 'workspace') === true;
    return { name, crate: isShared ? null : (textAt(dependency, 'package') ?? name) };
  });
}

/** By the name of a package: the crates that only its tests, examples and benchmarks need, in every one of that name. */
export function developmentCrates(manifests: readonly CargoManifest[]): Map<string, ReadonlySet<string>> {
  const shared = new Map<string, Set<string>>();
  for (const { name, crate } of manifests.flatMap((manifest) => manifest.shared)) {
    const known = shared.get(name);
    if (known) known.add(crate ?? name);
    else shared.set(name, new Set([crate ?? name]));
  }
  const found = new Map<string, ReadonlySet<string>>();
  for (const { name, needed, development } of manifests) {
    if (name === null) continue;
    const used = cratesNamed(needed, shared);
    const known = found.get(name);
    const unused = [...cratesNamed(development, shared)].filter((crate) => !used.has(crate));
    found.set(name, new Set(unused.filter((crate) => known?.has(crate) ?? true)));
  }
  return found;
}

function cratesNamed(
  crates: readonly NamedCrate[],
  shared: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const inherited = new Set(crates.flatMap(({ name, crate }) => (crate === null ? name : [])));
  return new Set([
    ...crates.flatMap(({ crate }) => crate ?? []),
    ...[...inherited].flatMap((name) => [...(shared.get(name) ?? [name])]),
  ]);
}
