import { type LanguageFormat, splitName } from '../catalogers/language-component.js';

/** What modules of Go have in common. */
export const goFormat: LanguageFormat = {
  ecosystem: 'Go',
  purlType: 'golang',
  purlName: (name) => splitName('/')(name.toLowerCase()),
};

/** Go's standard library, as its advisories name it. */
export const standardLibrary = 'stdlib';
