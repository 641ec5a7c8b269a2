import type { LanguageFormat } from '../catalogers/language-component.js';

/** What the lock files of every tool that installs from Hex have in common. */
export const hexFormat: LanguageFormat = {
  ecosystem: 'Hex',
  purlType: 'hex',
  purlName: (name) => ({ namespace: null, name: name.toLowerCase() }),
};
