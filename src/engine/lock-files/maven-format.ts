import { type LanguageFormat, splitName } from '../catalogers/language-component.js';

/** What the files of every tool that takes packages from Maven's repositories have in common. */
export const mavenFormat: LanguageFormat = {
  ecosystem: 'Maven',
  purlType: 'maven',
  purlName: splitName(':'),
};
