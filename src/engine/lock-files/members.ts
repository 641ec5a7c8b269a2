import type { LanguagePackage } from '../catalogers/language-component.js';
import { isObject, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';

/** The entries of the object under the name; what is no object is reported. */
export function entriesAt(of: unknown, name: string, problems: ReadProblems): [string, unknown][] {
  const value = valueOf(of, name);
  if (isObject(value)) return Object.entries(value);
  if (value !== undefined) problems.add(`${quoted(name)} is no object`);
  return [];
}

/** The elements of the list under the name; what is no list is reported. */
export function elementsAt(of: unknown, name: string, problems: ReadProblems): readonly unknown[] {
  const value = valueOf(of, name);
  if (Array.isArray(value)) return value;
  if (value !== undefined) problems.add(`${quoted(name)} is no list`);
  return [];
}

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
