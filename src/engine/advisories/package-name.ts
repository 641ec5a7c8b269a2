import type { Component } from '../model/component.js';
import { baseEcosystem } from './ecosystems.js';

/**
 * The form of a package's name under which records and components of one package meet.
 * PyPI: lower case, runs of `-`, `_` and `.` as one `-`
 * (https://packaging.python.org/en/latest/specifications/name-normalization/). NuGet and Packagist: lower case, as names
 * that differ in case only are the same there. Go: lower case, as package URLs of its modules are written
 * (https://github.com/package-url/purl-spec, type golang), while advisories keep their case. GitHub Actions: lower case, as
 * GitHub has it. SwiftURL: the address of the repository in lower case, without `https://` and `.git`. Elsewhere: as it is
 * written.
 */
export function normalisePackageName(ecosystem: string, name: string): string {
  const base = baseEcosystem(ecosystem);
  if (base === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  if (base === 'SwiftURL') return name.toLowerCase().replace(/^https?:\/\/|(?:\.git)?\/?$/g, '');
  return caseless.has(base) ? name.toLowerCase() : name;
}

const caseless: ReadonlySet<string> = new Set(['GitHub Actions', 'Go', 'NuGet', 'Packagist']);

/** Distributions whose records name the packages that are installed; those of the others name what these were built from. */
const namingBinaries: ReadonlySet<string> = new Set(['AlmaLinux', 'Red Hat']);

/** The package and version by which records of its ecosystem speak of a component. */
export function matchedPackage({
  ecosystem,
  name,
  version,
  source,
}: Pick<Component, 'ecosystem' | 'name' | 'version' | 'source'>): { name: string; version: string } {
  if (!source || namingBinaries.has(baseEcosystem(ecosystem))) return { name, version };
  return { name: source.name, version: source.version };
}
