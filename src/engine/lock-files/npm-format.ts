import { type LanguageFormat, splitName } from '../catalogers/language-component.js';

/** What the lock files of every tool that installs from the npm registry have in common. */
export const npmFormat: LanguageFormat = { ecosystem: 'npm', purlType: 'npm', purlName: splitName('/') };

/**
 * A name and what follows it: `@scope/name@npm:1.0.0` is `@scope/name` and `npm:1.0.0`.
 * Null when there is no `@` after the name.
 */
export function splitAtVersion(text: string): { readonly name: string; readonly rest: string } | null {
  const end = text.indexOf('@', 1);
  return end === -1 ? null : { name: text.slice(0, end), rest: text.slice(end + 1) };
}

/** Whether it stands for a repository, a folder, a file or an address: no version or range has such characters. */
export function isOtherSource(versionOrRange: string): boolean {
  return /[:/]/.test(versionOrRange);
}
