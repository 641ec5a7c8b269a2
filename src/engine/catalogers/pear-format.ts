import { type LanguageFormat, splitName } from './language-component.js';

/** What packages of PEAR's channels have in common; they are named with their channel: `pecl.php.net/redis`. */
export const pearFormat = {
  ecosystem: 'PEAR',
  purlType: 'pear',
  purlName: splitName('/'),
} as const satisfies LanguageFormat;

/** PEAR's own channel, whose packages are in Packagist as well, by which advisories name them (`pear/archive_tar`). */
export const ownPearChannel = 'pear.php.net';

/** The name in Packagist of a package of PEAR's own channel. */
export function packagistNameOfPear(name: string): string {
  return `pear/${name.toLowerCase()}`;
}
