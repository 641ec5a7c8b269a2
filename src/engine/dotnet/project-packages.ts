import { isLanguageText, type LanguagePackage } from '../catalogers/language-component.js';
import { inQuotes } from '../lock-files/unresolved-reasons.js';
import type { PackageItem, ProjectFile } from './project-model.js';
import { ProjectProperties } from './project-properties.js';

/** The packages that a project asks for, and why others cannot be told. */
export interface ProjectPackages {
  readonly packages: readonly LanguagePackage[];
  readonly reasons: readonly string[];
  /** Values of properties that were put in. */
  readonly steps: number;
}

/** What is stated of one package, as it is written. */
interface Stated {
  readonly name: string;
  readonly versions: Set<string>;
  readonly overrides: Set<string>;
}

/** Names in one item beyond these are not read. */
const mostNames = 1_000;

/** A project that asks for this package is one of tests, whose properties it sets. */
const packageOfTests = 'microsoft.net.test.sdk';

/**
 * What a project of these files, in the order of their import, asks for
 * (https://learn.microsoft.com/nuget/consume-packages/central-package-management). Of a range it is the least version,
 * which NuGet takes. Conditions are not worked out: what is asked for on one counts. Only for development is what a
 * project of tests asks for, and what is referenced for every project (`GlobalPackageReference`).
 * @param isForAll Whether managed versions count as asked for.
 */
export function projectPackages(files: readonly ProjectFile[], isForAll = false): ProjectPackages {
  const properties = new ProjectProperties();
  for (const file of files) properties.add(file.properties);
  const items = new StatedItems(properties);
  for (const file of files) for (const item of file.items) items.apply(item);
  const packages: LanguagePackage[] = [];
  const reasons = [...items.reasons];
  const keep = (stated: Stated, written: ReadonlySet<string>, isDevelopment: boolean): void => {
    if (!isLanguageText(stated.name) || /[/\\]/.test(stated.name))
      reasons.push(`${inQuotes(stated.name)} is no name that can be told`);
    else if (written.size === 0) reasons.push(`no version of ${inQuotes(stated.name)} is told`);
    else {
      for (const one of written) {
        const versions = properties.resolve(one).map(leastVersion);
        if (versions.length === 0 || versions.includes(null))
          reasons.push(`the version of ${inQuotes(stated.name)} cannot be told: ${inQuotes(one)}`);
        for (const version of versions)
          if (version !== null) packages.push({ name: stated.name, version, isDevelopment });
      }
    }
  };
  const isOfTests = items.isOfTests();
  for (const [key, stated] of isForAll ? items.of.version : items.of.reference)
    keep(stated, writtenVersions(stated, items.of.version.get(key)), isOfTests);
  for (const stated of items.of.global.values()) keep(stated, stated.versions, true);
  return { packages, reasons, steps: properties.steps };
}

function writtenVersions(stated: Stated, managed: Stated | undefined): ReadonlySet<string> {
  if (stated.overrides.size > 0) return stated.overrides;
  return stated.versions.size > 0 ? stated.versions : (managed?.versions ?? new Set());
}

class StatedItems {
  readonly of = {
    reference: new Map<string, Stated>(),
    version: new Map<string, Stated>(),
    global: new Map<string, Stated>(),
  } satisfies Record<PackageItem['kind'], Map<string, Stated>>;
  readonly reasons: string[] = [];
  /** Keys of what is asked for on no condition. */
  private readonly certain = new Set<string>();

  constructor(private readonly properties: ProjectProperties) {}

  apply(item: PackageItem): void {
    const lists = this.properties.resolve(item.names);
    if (lists.length === 0) this.reasons.push(`${inQuotes(item.names)} is no name that can be told`);
    const names = lists.flatMap((list) => list.split(';', mostNames + 1));
    if (names.length > mostNames) this.reasons.push(`of the packages of one item ${mostNames} were read`);
    for (const name of names.slice(0, mostNames)) if (name.trim() !== '') this.applyTo(name.trim(), item);
  }

  /** Whether it says of itself that it is a project of tests, or asks for what makes it one. */
  isOfTests(): boolean {
    const values = this.properties.resolve('$(IsTestProject)');
    return (
      (values.length > 0 && values.every((value) => value.toLowerCase() === 'true')) ||
      (this.of.reference.has(packageOfTests) && this.certain.has(packageOfTests))
    );
  }

  private applyTo(name: string, item: PackageItem): void {
    const { kind, action, version, override, isConditional = false } = item;
    const key = name.toLowerCase();
    const known = this.of[kind].get(key);
    if (action === 'remove') {
      if (!isConditional) this.of[kind].delete(key);
      return;
    }
    if (!known && action === 'update') return;
    const stated = known ?? { name, versions: new Set(), overrides: new Set() };
    this.of[kind].set(key, stated);
    if (kind === 'reference' && !isConditional) this.certain.add(key);
    if (version !== undefined) {
      if (action === 'update' && !isConditional) stated.versions.clear();
      stated.versions.add(version);
    }
    if (override !== undefined) stated.overrides.add(override);
  }
}

/**
 * The least version of a range (https://learn.microsoft.com/nuget/concepts/package-versioning): `1.0`, `[1.0]`,
 * `[1.0, 2.0)`. Null: it has none of its own, as `(1.0, 2.0)` and `1.*`.
 */
function leastVersion(range: string): string | null {
  const [, least = range] = /^\[([^,[\]()]+)(?:,[^[\]()]*[\])]|\])$/.exec(range) ?? [];
  const version = least.trim();
  const isVersion = /^[0-9]+(?:\.[0-9]+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(version);
  return isVersion && isLanguageText(version) ? version : null;
}
