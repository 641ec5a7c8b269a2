import { ecosystemsOf } from '../catalogers/found-components.js';
import type { FoundComponent } from '../model/component.js';
import type { Account, FactProblem, Group, OsRelease, RootfsFacts, ShadowEntry } from '../model/facts.js';
import type { Cataloger, ExtractedFile, FileReader, Json } from '../model/file-reader.js';
import { distributionEcosystem } from '../observers/distribution.js';
import { osReleasePaths } from '../observers/os-release.observer.js';
import { debianVersionPath, withRelease } from '../observers/release-line.js';
import { LinkSurvey } from './linked-files.js';
import { HygieneSurvey } from './hygiene-survey.js';
import { OwnedFiles } from './owned-files.js';
import { mergedUsrAlias } from './merged-usr.js';
import type { Rootfs } from './rootfs.js';
import { FileSurvey } from './rootfs-files.js';
import type { TreeNode } from './rootfs-tree.js';
import { UnlistedPackages } from './unlisted-packages.js';

/** Where the observers' files stand, by observer id; the first that is there wins. */
const observedPaths = {
  'os-release': osReleasePaths,
  passwd: ['etc/passwd'],
  shadow: ['etc/shadow'],
  group: ['etc/group'],
} as const;

/** Names of the file system that are surveyed in one step. */
const namesPerStep = 4096;

/** The facts of a file system but for its components. */
export type RootfsSurvey = Omit<RootfsFacts, 'components'>;

/** What the applied layers hold. Depends on the layers alone; lists are sorted. */
export function collectRootfsFacts(
  rootfs: Rootfs,
  catalogers: readonly Cataloger[],
  observers: readonly FileReader[],
): RootfsFacts {
  const components = componentsIn(rootfs, catalogers, observers);
  const survey = surveyRootfs(rootfs, [...catalogers, ...observers], components);
  for (let step = survey.next(); ; step = survey.next()) if (step.done) return { ...step.value, components };
}

/** The packages in what the applied layers hold. */
export function componentsIn(
  rootfs: Rootfs,
  catalogers: readonly Cataloger[],
  observers: readonly FileReader[],
): FoundComponent[] {
  const readers = [...catalogers, ...observers];
  const found = new Map<string, ExtractedFile[]>(readers.map((reader) => [reader.id, []]));
  for (const { path, node } of rootfs.nodes()) {
    if (!node.inode.extracts) continue;
    for (const reader of readers) addExtract(found.get(reader.id)!, reader, path, node, rootfs);
  }
  return componentsOf(catalogers, found, observedRelease(rootfs));
}

/**
 * All other facts, in small steps: between two of them the caller may do something else, but not change the file
 * system.
 * @param readers all that were asked for their files.
 * @param components those in the file system.
 */
export function* surveyRootfs(
  rootfs: Rootfs,
  readers: readonly FileReader[],
  components: readonly FoundComponent[],
): Generator<void, RootfsSurvey> {
  const survey = new FileSurvey(rootfs);
  const hygiene = new HygieneSurvey();
  const links = new LinkSurvey(rootfs, readers);
  const unlisted = new UnlistedPackages();
  const problems: FactProblem[] = [...rootfs.problems];
  let names = 0;
  for (const { path, node } of rootfs.nodes()) {
    survey.add(path, node);
    hygiene.add(path, node);
    links.add(path, node);
    unlisted.add(path, node);
    addProblems(problems, path, node);
    if (++names % namesPerStep === 0) yield;
  }
  problems.push(...links.result(), ...unlisted.result());
  return {
    osRelease: observedRelease(rootfs),
    accounts: observed<Account[]>(rootfs, 'passwd'),
    shadow: observed<ShadowEntry[]>(rootfs, 'shadow'),
    groups: observed<Group[]>(rootfs, 'group'),
    files: survey.result(),
    hygiene: { ...hygiene.result(), packageCaches: rootfs.caches.result() },
    ecosystems: ecosystemsOf(components),
    problems: problems.sort(byPath),
  };
}

/** A problem of a file stands under each of its names: any of them may be the one that matters. */
function addProblems(problems: FactProblem[], path: string, { inode }: TreeNode): void {
  for (const detail of inode.problems ?? []) problems.push({ path: `/${path}`, layer: inode.layer, detail });
}

/**
 * A file counts where it was read; under a hard link's name only when the reader would have read it there. A file that
 * was read because /lib may be a link to /usr/lib counts only when it is.
 */
function addExtract(
  files: ExtractedFile[],
  reader: FileReader,
  path: string,
  node: TreeNode,
  rootfs: Rootfs,
): void {
  const { inode } = node;
  const extract = inode.extracts?.get(reader.id);
  if (extract === undefined) return;
  const alias = mergedUsrAlias(path);
  const isByAlias = () => alias !== null && reader.wants(alias) && rootfs.find(alias)?.inode === inode;
  const isByName = reader.wants(path) || (!node.isHardLink && reader.wants(inode.sourcePath));
  if (isByName || isByAlias()) files.push({ path, layer: inode.layer, extract });
}

function observedRelease(rootfs: Rootfs): OsRelease | null {
  const os = observed<OsRelease>(rootfs, 'os-release');
  return os && withRelease(os, observed<OsRelease>(rootfs, 'os-release', [debianVersionPath]));
}

/** What the observer `id` kept of its file, reached through whatever links; null: the file is not there. */
function observed<Extract extends object>(
  rootfs: Rootfs,
  id: keyof typeof observedPaths,
  paths: readonly string[] = observedPaths[id],
): Extract | null {
  for (const path of paths) {
    const extract: Json | undefined = rootfs.find(path)?.inode.extracts?.get(id);
    if (extract !== undefined) return extract as Extract;
  }
  return null;
}

function componentsOf(
  catalogers: readonly Cataloger[],
  found: ReadonlyMap<string, ExtractedFile[]>,
  osRelease: OsRelease | null,
): FoundComponent[] {
  const context = { osRelease, distribution: distributionEcosystem(osRelease) };
  const owned = new OwnedFiles(found);
  return catalogers.flatMap((cataloger) => {
    const files = owned.without(cataloger, found.get(cataloger.id) ?? []);
    return files.length === 0 ? [] : cataloger.components(files.sort(byPath), context);
  });
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
