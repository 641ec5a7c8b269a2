import type { LanguageFormat } from '../catalogers/language-component.js';

/** What the lock files of every tool that installs from PyPI have in common. */
export const pypiFormat: LanguageFormat = {
  ecosystem: 'PyPI',
  purlType: 'pypi',
  // https://github.com/package-url/purl-spec/blob/main/types-doc/pypi-definition.md
  purlName: (name) => ({ namespace: null, name: name.toLowerCase().replaceAll('_', '-') }),
};
