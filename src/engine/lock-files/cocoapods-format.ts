import type { LanguageFormat } from '../catalogers/language-component.js';

/** What pods have in common. */
export const cocoapodsFormat: LanguageFormat = {
  ecosystem: 'CocoaPods',
  purlType: 'cocoapods',
  // https://github.com/package-url/purl-spec/blob/main/types-doc/cocoapods-definition.md
  purlName(name) {
    const end = name.indexOf('/');
    if (end <= 0 || end === name.length - 1) return { namespace: null, name };
    return { namespace: null, name: name.slice(0, end), subpath: name.slice(end + 1) };
  },
};
