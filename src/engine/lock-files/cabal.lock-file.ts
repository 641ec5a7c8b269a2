import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { hackageFormat } from './hackage-format.js';
import { lockFile } from './lock-file.js';

/** `any.aeson ==2.1.0.0`; before the name stands for whom it is. */
const exact = /^(?:[\w.:-]+\.)?([A-Za-z0-9][A-Za-z0-9-]*)\s*==(.+)$/;
const versionNumber = /^[0-9]+(?:\.[0-9]+)*$/;
/** `aeson -cffi +ordered-keymap`, `any.base installed`: choices of how a package is built, and what comes with GHC. */
const withoutVersion = /^[\w.:-]+(?:\s+[+-][\w-]+|\s+(?:installed|source|test|bench))+$/;

/**
 * Cabal's `cabal.project.freeze`, of other projects too
 * (https://cabal.readthedocs.io/en/stable/cabal-commands.html#cabal-freeze): the packages that it constrains to a
 * version. The file does not say what is only for development.
 */
export const cabalLockFile = lockFile({
  ...hackageFormat,
  id: 'cabal',
  version: 1,
  isLockFile: (name) => name.endsWith('.project.freeze'),
  *packages(content, problems) {
    let field = '';
    let isFreeze = false;
    for (const { number, text } of textLines(content, problems)) {
      const line = text.trim();
      if (line === '' || line.startsWith('--')) continue;
      const [, name, value = ''] = /^([a-z][a-z-]*):(.*)$/i.exec(text) ?? [];
      if (name !== undefined) field = name.toLowerCase();
      else if (!/^\s/.test(text)) throw new UnreadableFileError(`line ${number} is no field of Cabal`);
      if (field !== 'constraints') continue;
      isFreeze = true;
      for (const part of (name === undefined ? line : value).split(',')) {
        const constraint = part.trim();
        const [, packageName = '', stated = ''] = exact.exec(constraint) ?? [];
        // One build may have several versions of a package: `Cabal ==3.8.1.0 || ==3.10.1.0`.
        const versions = stated.split(/\|\|\s*==/).map((version) => version.trim());
        if (versions.every((version) => versionNumber.test(version)))
          yield* versions.map((version) => ({ name: packageName, version }));
        else if (constraint !== '' && !withoutVersion.test(constraint))
          problems.add(`line ${number} constrains to no version: ${quoted(constraint)}`);
      }
    }
    if (!isFreeze) problems.add('the file has no constraints');
  },
});
