import { baseEcosystem } from './ecosystems.js';

/**
 * The form of a package's name under which records and components of one package meet.
 * PyPI: lower case, runs of `-`, `_` and `.` as one `-`
 * (https://packaging.python.org/en/latest/specifications/name-normalization/). NuGet and Packagist: lower case, as names
 * that differ in case only are the same there. Elsewhere: as it is written.
 */
export function normalisePackageName(ecosystem: string, name: string): string {
  const base = baseEcosystem(ecosystem);
  if (base === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return base === 'NuGet' || base === 'Packagist' ? name.toLowerCase() : name;
}
