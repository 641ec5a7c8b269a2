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

/** Names of the crates that only tests, examples and benchmarks of a project need; `all` has what it shares. */
export function developmentCrates(
  { needed, development }: CargoManifest,
  all: readonly CargoManifest[],
): Set<string> {
  const shared = new Map<string, string[]>();
  for (const { name, crate } of all.flatMap((manifest) => manifest.shared))
    shared.set(name, [...(shared.get(name) ?? []), crate ?? name]);
  const namesOf = (crates: readonly NamedCrate[]) =>
    crates.flatMap(({ name, crate }) => (crate === null ? (shared.get(name) ?? [name]) : [crate]));
  const used = new Set(namesOf(needed));
  return new Set(namesOf(development).filter((crate) => !used.has(crate)));
}
