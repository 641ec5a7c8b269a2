import { packagistFormat } from '../catalogers/packagist-format.js';
import { listOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';

/** Lists of packages, and whether what they hold is only for development. */
const lists: readonly (readonly [name: string, isDevelopment: boolean])[] = [
  ['packages', false],
  ['packages-dev', true],
];

/**
 * Composer's `composer.lock` (https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control).
 * Left out: what comes from a folder of the project. What comes from a repository counts at its version there.
 */
export const composerLockFile = lockFile({
  ...packagistFormat,
  id: 'composer',
  version: 1,
  isLockFile: (name) => name === 'composer.lock',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    if (valueOf(document, 'packages') === undefined) problems.add('the file has no "packages"');
    for (const [list, isDevelopment] of lists) {
      // So it is written where nothing for development was ever installed.
      if (isDevelopment && valueOf(document, list) === null) continue;
      for (const entry of elementsAt(document, list, problems)) {
        if (textAt(valueOf(entry, 'dist'), 'type') === 'path') continue;
        const found = namedPackage(entry, problems, isDevelopment);
        if (found) yield { ...found, licence: licenceOf(entry) };
      }
    }
  },
});

function licenceOf(entry: unknown): string | null {
  const licences = listOf(valueOf(entry, 'license')).filter((one) => typeof one === 'string');
  return licences.length === 0 ? null : licences.join(' OR ');
}
