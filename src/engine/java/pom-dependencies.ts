import { isLanguageText, type LanguagePackage } from '../catalogers/language-component.js';
import type { ExtractedFile, Unresolved } from '../model/file-reader.js';
import { byDepth, directOnly, inQuotes, UnresolvedReasons } from '../lock-files/unresolved-reasons.js';
import { BaseContexts, PomContext, sectionsOf } from './pom-context.js';
import { PomFolder, type PomFile } from './pom-folder.js';
import type { Pom, PomDependency } from './pom-model.js';

/** What the `pom.xml` of a folder depend on. */
export interface PomDependencies {
  /** By the file that states them. */
  readonly packages: readonly ExtractedFile<readonly LanguagePackage[]>[];
  readonly unresolved: readonly Unresolved[];
}

/**
 * Dependencies, in every project and profile that they count in; ten of what is managed and of properties are like one.
 */
const mostWork = 500_000;

/**
 * The direct dependencies of every project in the folder, with what it inherits and what is managed for it. Which
 * profile it is built with is not known: those of all count, and where they differ each version does. Projects of the
 * folder are no packages. Nothing is guessed: what is not in the folder is named.
 */
export function pomDependencies(files: readonly PomFile[]): PomDependencies {
  return new Resolution(new PomFolder(files)).result();
}

/** A package, or why it is none that can be told; null: it is a project of the folder. */
type Outcome = { readonly found: LanguagePackage } | { readonly reason: string } | null;

class Resolution {
  private readonly bases: BaseContexts;
  private readonly packages = new Map<PomFile, LanguagePackage[]>();
  private readonly reasons = new UnresolvedReasons();
  private work = 0;

  constructor(private readonly folder: PomFolder) {
    this.bases = new BaseContexts(folder);
  }

  result(): PomDependencies {
    const { files } = this.folder;
    const lineages = files.map((file) => this.folder.lineage(file));
    const inherited = new Set(lineages.flatMap(({ files: [, ...parents] }) => parents));
    for (const [index, file] of files.entries()) {
      this.checkModules(file);
      const lineage = lineages[index]!;
      const last = lineage.files.at(-1)!;
      if (lineage.missing !== null)
        this.fail(
          last,
          `its parent ${inQuotes(lineage.missing)} was not read: what it passes on is not known`,
        );
      // What a parent states counts in the projects that inherit it.
      if (file.extract.packaging !== 'pom' || !inherited.has(file)) this.resolve(lineage);
    }
    const first = files.filter((file) => this.packages.has(file)).sort(byDepth)[0];
    if (first) this.fail(first, directOnly);
    return {
      packages: [...this.packages].map(([{ path, layer }, extract]) => ({ path, layer, extract })),
      unresolved: this.reasons.list(),
    };
  }

  private checkModules(file: PomFile): void {
    for (const module of file.extract.modules) {
      if (!this.folder.at(file, module)) this.fail(file, `its module ${inQuotes(module)} was not read`);
    }
  }

  private resolve(lineage: ReturnType<PomFolder['lineage']>): void {
    const outcomes = new Map<PomDependency, { readonly file: PomFile; readonly all: Outcome[] }>();
    for (const sections of sectionsOf(lineage)) {
      this.work += sections.reduce((sum, { section }) => sum + sizeOf(section), 0);
      if (this.work > mostWork) {
        this.fail(lineage.files[0]!, 'its dependencies were not worked out: the folder has too many');
        return;
      }
      const context = new PomContext(lineage, sections, this.bases.find);
      for (const { dependency, file, key } of declaredIn(context)) {
        const known = outcomes.get(dependency);
        const outcome = this.outcomeOf(dependency, key, context);
        if (known) known.all.push(outcome);
        else outcomes.set(dependency, { file, all: [outcome] });
      }
    }
    for (const { file, all } of outcomes.values()) this.keep(file, all);
  }

  /** A dependency that some profile makes known is known. */
  private keep(file: PomFile, all: readonly Outcome[]): void {
    const found = all.flatMap((outcome) => (outcome && 'found' in outcome ? outcome.found : []));
    if (found.length > 0) {
      const known = this.packages.get(file) ?? [];
      this.packages.set(file, known);
      for (const one of found) known.push(one);
      return;
    }
    const [reason] = all.flatMap((outcome) => (outcome && 'reason' in outcome ? outcome.reason : []));
    if (reason !== undefined && !all.includes(null)) this.fail(file, reason);
  }

  private outcomeOf(dependency: PomDependency, key: string | null, context: PomContext): Outcome {
    const [group, artifact] = [dependency.group, dependency.artifact].map((part) =>
      context.properties.resolve(part),
    );
    const name = `${group ?? dependency.group ?? ''}:${artifact ?? dependency.artifact ?? ''}`;
    if (!isId(group) || !isId(artifact)) return { reason: `${inQuotes(name)} is no name that can be told` };
    const managed = key === null ? null : context.managed(key);
    const stated = dependency.version ?? managed?.stated;
    const version =
      dependency.version === undefined
        ? (managed?.version ?? null)
        : context.properties.resolve(dependency.version);
    if (this.isOwn(name, version, stated)) return null;
    if (stated === undefined) return { reason: `no version of ${inQuotes(name)} is told` };
    const exact = version === null ? null : exactVersion(version);
    if (exact === null)
      return { reason: `the version of ${inQuotes(name)} cannot be told: ${inQuotes(version ?? stated)}` };
    const scope = context.properties.resolve(dependency.scope) ?? managed?.scope;
    return { found: { name, version: exact, ...(scope === 'test' && { isDevelopment: true }) } };
  }

  /** Whether a project of the folder is meant. */
  private isOwn(name: string, version: string | null, stated: string | undefined): boolean {
    const projects = this.folder.named(name);
    if (stated === undefined || projects.length === 0) return projects.length > 0;
    return projects.some((project) => this.bases.of(project).version() === version);
  }

  private fail({ path }: PomFile, reason: string): void {
    this.reasons.add(path, reason);
  }
}

interface Declared {
  readonly dependency: PomDependency;
  readonly file: PomFile;
  readonly key: string | null;
}

/**
 * Each dependency with the file that states it. Left out: one that a nearer section states as well, and one that its own
 * section states once more, of which Maven takes the last.
 */
function* declaredIn(context: PomContext): Generator<Declared> {
  const nearer = new Set<string>();
  for (const { section, file } of context.sections) {
    const own = section.dependencies.map((dependency) => ({
      dependency,
      file,
      key: context.keyOf(dependency),
    }));
    const last = new Map(own.map(({ key, dependency }) => [key, dependency]));
    yield* own.filter(
      ({ key, dependency }) => key === null || (!nearer.has(key) && last.get(key) === dependency),
    );
    for (const key of last.keys()) if (key !== null) nearer.add(key);
  }
}

function sizeOf({ properties, dependencies, managed }: Pick<Pom, 'properties' | 'dependencies' | 'managed'>) {
  return dependencies.length + (properties.length + managed.length) / 10;
}

function isId(text: string | null | undefined): text is string {
  return isLanguageText(text) && /^[\w.-]+$/.test(text);
}

/** `1.0`, and `[1.0]`, which is no other; null: a range, or what the newest is called. */
function exactVersion(version: string): string | null {
  const exact = /^\[([^,[\]()]+)\]$/.exec(version)?.[1]?.trim() ?? version;
  const isNewest = exact === 'LATEST' || exact === 'RELEASE';
  return isNewest || !isLanguageText(exact) || /[\\/:"<>|?*[\](){},$]/.test(exact) ? null : exact;
}
