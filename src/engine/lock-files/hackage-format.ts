import type { LanguageFormat } from '../catalogers/language-component.js';

/** What the lock files of every tool that installs from Hackage have in common. */
export const hackageFormat: LanguageFormat = { ecosystem: 'Hackage', purlType: 'hackage' };
