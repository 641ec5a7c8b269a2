import { type DocumentObject, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { npmFormat, splitAtVersion } from './npm-format.js';

/**
 * The packages from npm in Deno's `deno.lock` of versions 2 to 5. What comes from JSR or from an address is left out: no
 * ecosystem of advisories covers it. The file does not say what is only for development.
 */
export const denoLockFile = lockFile({
  ...npmFormat,
  id: 'deno',
  version: 1,
  isLockFile: (name) => name === 'deno.lock',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    if (!/^[2-5]$/.test(textAt(document, 'version') ?? '')) problems.add('version is not 2, 3, 4 or 5');
    for (const [key] of npmEntries(document, problems)) {
      const found = splitAtVersion(key);
      if (!found) problems.add(`${quoted(key)} is no package and version`);
      // `1.0.0_react@18.0.0`: installed with this peer.
      else yield { name: found.name, version: found.rest.split('_', 1)[0] ?? '' };
    }
  },
});

/** `packages` in `npm` (version 2), `npm` in `packages` (3), or `npm` (4 and later). */
function npmEntries(document: DocumentObject, problems: ReadProblems): [string, unknown][] {
  const npm = valueOf(document, 'npm');
  if (valueOf(npm, 'packages') !== undefined) return entriesAt(npm, 'packages', problems);
  const packages = valueOf(document, 'packages');
  return entriesAt(packages === undefined ? document : packages, 'npm', problems);
}
