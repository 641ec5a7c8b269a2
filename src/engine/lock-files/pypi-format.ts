import type { LanguageFormat, LanguagePackage } from '../catalogers/language-component.js';
import { textAt } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';

/** What the lock files of every tool that installs from PyPI have in common. */
export const pypiFormat: LanguageFormat = {
  ecosystem: 'PyPI',
  purlType: 'pypi',
  // https://github.com/package-url/purl-spec/blob/main/types-doc/pypi-definition.md
  purlName: (name) => ({ namespace: null, name: name.toLowerCase().replaceAll('_', '-') }),
};

/** The entry's `name` and `version`; null, and reported, when it has not both. */
export function namedPackage(
  entry: unknown,
  problems: ReadProblems,
  isDevelopment = false,
): LanguagePackage | null {
  const name = textAt(entry, 'name');
  const version = textAt(entry, 'version');
  if (name !== null && version !== null) return { name, version, isDevelopment };
  problems.add(name === null ? 'a package has no name' : `${quoted(name)} has no version`);
  return null;
}
