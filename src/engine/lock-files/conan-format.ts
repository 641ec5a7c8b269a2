import type { LanguageFormat, LanguagePackage } from '../catalogers/language-component.js';

/** What Conan's files have in common. */
export const conanFormat: LanguageFormat = { ecosystem: 'ConanCenter', purlType: 'conan' };

/** The package of `name/version[@user/channel][#revision][:package[#revision]][%time]`; null: it is no such text. */
export function packageOfReference(reference: string): Pick<LanguagePackage, 'name' | 'version'> | null {
  const [, name, version] = /^([^/@#:%]+)\/([^/@#:%]+)(?![^@#:%])/.exec(reference) ?? [];
  return name !== undefined && version !== undefined ? { name, version } : null;
}

/**
 * The package of a reference to one version; null: it is a range (`zlib/[>=1.2]`), goes by another package
 * (`cmake/<host_version>`), or is no reference.
 */
export function exactPackage(reference: string): Pick<LanguagePackage, 'name' | 'version'> | null {
  const found = packageOfReference(reference);
  return found && !/[[\]<>{}*\s]/.test(found.name + found.version) ? found : null;
}

/** What a file asks for, as it is written. */
export interface ConanReference {
  readonly text: string;
  readonly isDevelopment: boolean;
  /** Whether a program works it out: the text is of the program then. */
  readonly isWorkedOut: boolean;
}
