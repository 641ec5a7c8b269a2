import type { FactProblem, ImageFacts, TargetKind } from '../model/facts.js';

/** Where the distributions' package databases stand. */
const packageDatabases = [
  '/var/lib/dpkg/',
  '/lib/apk/',
  '/usr/lib/apk/',
  '/var/lib/rpm/',
  '/usr/lib/sysimage/rpm/',
];

/**
 * The first problem that leaves the list of files itself in doubt: one that concerns a layer or the whole image. When
 * only the content of a named file could not be read, the file is listed all the same.
 */
export function fileIndexProblem(facts: ImageFacts): FactProblem | null {
  return facts.rootfs.problems.find(({ path }) => !path.startsWith('/') || path === '/') ?? null;
}

/** The first problem with one of these files, or with the list of files. */
export function problemWith(facts: ImageFacts, paths: readonly string[]): FactProblem | null {
  return facts.rootfs.problems.find(({ path }) => paths.includes(path)) ?? fileIndexProblem(facts);
}

/** The first problem with a distribution's package database, or with the list of files. */
export function packageDatabaseProblem(facts: ImageFacts): FactProblem | null {
  const isDatabase = ({ path }: FactProblem) => packageDatabases.some((folder) => path.startsWith(folder));
  return facts.rootfs.problems.find(isDatabase) ?? fileIndexProblem(facts);
}

/** What messages call a target of each kind. */
export const targetNouns: Readonly<Record<TargetKind, string>> = {
  image: 'image',
  source: 'folder',
  sbom: 'bill of materials',
};

/** The problem in one sentence part: `/etc/passwd could not be read (line 3 has 5 fields)`. */
export function describeProblem({ path, detail }: FactProblem, kind: TargetKind = 'image'): string {
  return `${path === '' ? `the ${targetNouns[kind]}` : path} could not be read fully (${detail})`;
}

/** Names the first few of a list, and how many more there are. */
export function listed(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  return names.slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
