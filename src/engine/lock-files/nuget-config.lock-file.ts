import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { childrenOf, parseXml, xmlText } from '../text/xml.js';
import { lockFile } from './lock-file.js';
import { nugetFormat } from './nuget-format.js';

/**
 * NuGet's older `packages.config`, or `packages.<project>.config`
 * (https://learn.microsoft.com/nuget/reference/packages-config): every package that a project has, the ones that packages
 * need too. For development is what says so.
 */
export const nugetConfigLockFile = lockFile({
  ...nugetFormat,
  id: 'nuget-config',
  version: 2,
  isLockFile: (name) => /^packages\.(?:.+\.)?config$/i.test(name),
  *packages(content, problems) {
    const root = parseXml(xmlText(content, problems));
    if (root.name !== 'packages') throw new UnreadableFileError('the document is no list of packages');
    for (const { attributes } of childrenOf(root, 'package')) {
      const name = attributes.get('id')?.trim() ?? '';
      const version = attributes.get('version')?.trim() ?? '';
      const isDevelopment = attributes.get('developmentDependency')?.trim().toLowerCase() === 'true';
      if (name === '') problems.add('a package has no id');
      else if (version === '') problems.add(`${quoted(name)} has no version`);
      else yield { name, version, isDevelopment };
    }
  },
});
