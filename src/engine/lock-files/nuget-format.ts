import type { LanguageFormat } from '../catalogers/language-component.js';

/** What the files of every tool that installs from NuGet have in common. */
export const nugetFormat: LanguageFormat = { ecosystem: 'NuGet', purlType: 'nuget' };
