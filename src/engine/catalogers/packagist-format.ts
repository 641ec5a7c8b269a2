import { type LanguageFormat, splitName } from './language-component.js';

const split = splitName('/');

/** What the packages of Composer have in common; their package URLs are in lower case, whatever a project writes. */
export const packagistFormat = {
  ecosystem: 'Packagist',
  purlType: 'composer',
  purlName: (name: string) => split(name.toLowerCase()),
} as const satisfies LanguageFormat;
