import type { LanguageFormat, LanguagePackage } from '../catalogers/language-component.js';

/** What the lock files of every tool that installs from PyPI have in common. */
export const pypiFormat: LanguageFormat = {
  ecosystem: 'PyPI',
  purlType: 'pypi',
  // https://github.com/package-url/purl-spec/blob/main/types-doc/pypi-definition.md
  purlName: (name) => ({ namespace: null, name: name.toLowerCase().replaceAll('_', '-') }),
};

/** Whether the path or address is of a package as it is packed, not of a folder. */
export function isPackedPackage(address: string): boolean {
  return /\.(?:whl|zip|tgz|tar(?:\.[a-z0-9]+)?)(?:[?#]|$)/i.test(address);
}

/**
 * What the name of a wheel states (https://packaging.python.org/en/latest/specifications/binary-distribution-format/):
 * `name-1.0-py3-none-any.whl`, at the end of a path or an address. Null: it is no wheel.
 */
export function packageOfWheel(address: string): LanguagePackage | null {
  const [path = ''] = address.split(/[?#]/, 1);
  const parts = path.slice(path.lastIndexOf('/') + 1).split('-');
  const [name = '', version = ''] = parts;
  const isWheel = path.endsWith('.whl') && (parts.length === 5 || parts.length === 6);
  if (!isWheel || !/^[A-Za-z0-9._]+$/.test(name) || version === '') return null;
  return { name, version: version.replace(/%2B/i, '+').replaceAll('_', '-') };
}
