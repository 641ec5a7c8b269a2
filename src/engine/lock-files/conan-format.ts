import type { LanguageFormat, LanguagePackage } from '../catalogers/language-component.js';

/** What Conan's files have in common. */
export const conanFormat: LanguageFormat = { ecosystem: 'ConanCenter', purlType: 'conan' };

/** The package of `name/version[@user/channel][#revision][:package[#revision]][%time]`; null: it is no such text. */
export function packageOfReference(reference: string): Pick<LanguagePackage, 'name' | 'version'> | null {
  const [, name, version] = /^([^/@#:%]+)\/([^/@#:%]+)/.exec(reference) ?? [];
  return name !== undefined && version !== undefined ? { name, version } : null;
}
