import { semverOrder } from '../versions/semver.order.js';
import type { GoMod, ModuleVersion, Replacement } from './go-mod.js';

/**
 * The versions that modules are built with that are built together: one, or those of a workspace
 * (https://go.dev/ref/mod#minimal-version-selection).
 */
export class GoSelection {
  private readonly own: ReadonlySet<string>;
  private readonly excluded: ReadonlySet<string>;
  private readonly replacements = new Map<string, Replacement>();
  private readonly latest = new Map<string, ModuleVersion>();

  /** @param replaces Those of a workspace, which go before those of its modules. */
  constructor(mods: readonly GoMod[], replaces: readonly Replacement[] = []) {
    this.own = new Set(mods.flatMap(({ module }) => (module === null ? [] : [module])));
    this.excluded = new Set(mods.flatMap(({ excludes }) => excludes.map(keyOf)));
    const replaced = new Set(replaces.map(({ path }) => path));
    const others = mods.flatMap((mod) => mod.replaces.filter(({ path }) => !replaced.has(path)));
    for (const one of [...others, ...replaces])
      this.replacements.set(keyOf({ path: one.path, version: one.version ?? '' }), one);
    for (const wanted of mods.flatMap(({ requires }) => requires)) {
      const known = this.latest.get(wanted.path);
      if (!this.excluded.has(keyOf(wanted)) && (!known || isLater(wanted.version, known.version)))
        this.latest.set(wanted.path, wanted);
    }
  }

  /**
   * What is built of the modules that this one requires: of each the latest version that any requires, or its
   * replacement.
   */
  requiredBy({ requires }: GoMod): ModuleVersion[] {
    const paths = new Set(requires.map(({ path }) => path));
    return [...paths].flatMap((path) => {
      const wanted = this.latest.get(path);
      if (!wanted || this.own.has(path)) return [];
      // A replacement of that very version goes before one of all.
      const replacement =
        this.replacements.get(keyOf(wanted)) ?? this.replacements.get(keyOf({ path, version: '' }));
      const used = replacement ? replacement.by : wanted;
      return used ? [used] : [];
    });
  }

  /** Whether a sum of this module and version adds nothing to what is required, replaced and excluded. */
  isSettled({ path, version }: ModuleVersion): boolean {
    return this.settled.has(path) || this.excluded.has(keyOf({ path, version }));
  }

  private get settled(): ReadonlySet<string> {
    this.settledPaths ??= new Set([
      ...this.own,
      ...this.latest.keys(),
      ...[...this.replacements.values()].flatMap(({ path, by }) => [path, ...(by ? [by.path] : [])]),
    ]);
    return this.settledPaths;
  }

  private settledPaths: ReadonlySet<string> | null = null;
}

/** Whether a version of a module comes after another; one that is none comes before all. */
export function isLater(version: string, than: string): boolean {
  const [a, b] = [semverOrder.key(version), semverOrder.key(than)];
  if (a === null || b === null) return a !== null;
  return Buffer.compare(a, b) > 0;
}

function keyOf({ path, version }: ModuleVersion): string {
  return `${path} ${version}`;
}
