import { type LanguageFormat, type LanguagePackage, splitName } from '../catalogers/language-component.js';

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

/**
 * Whether it stands for a folder of the project, or what is made from one: such a package is the project's own. A file
 * is none: what was packed states its own version.
 */
export function isOwnFolder(source: string): boolean {
  if (/^(?:exec|link|portal|workspace):/.test(source)) return true;
  return /^(?:file:|[./]|~\/)/.test(source) && !/\.(?:tgz|tar(?:\.gz)?)(?![a-z0-9])/i.test(source);
}

/**
 * The package of `https://registry.example.org/a/-/a-1.0.0.tgz`, whatever the project calls it; null for any other
 * address.
 */
export function packageInAddress(address: string): Pick<LanguagePackage, 'name' | 'version'> | null {
  const [, name = '', file = ''] =
    /^https?:\/\/[^/]+\/(?:[^@]*\/)?((?:@[^/]+\/)?[^/@]+)\/-\/([^/]+)\.tgz/.exec(
      address.replace(/%2f/i, '/'),
    ) ?? [];
  const start = `${name.slice(name.indexOf('/') + 1)}-`;
  return name !== '' && file.startsWith(start) ? { name, version: file.slice(start.length) } : null;
}

/** `b` of the range `npm:b@^1.0.0`, by which a project gives it another name; null: it is none. */
export function aliased(range: string): string | null {
  const mark = 'npm:';
  if (!range.startsWith(mark)) return null;
  const alias = range.slice(mark.length);
  return splitAtVersion(alias)?.name ?? alias;
}
