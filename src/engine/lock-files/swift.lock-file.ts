import { splitName } from '../catalogers/language-component.js';
import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt } from './members.js';
import { quoted } from '../text/read-problems.js';

/**
 * Swift's `Package.resolved`, which Tuist calls `.package.resolved`, of versions 1 to 3. A package is named by the
 * address of its repository, as its advisories do: `github.com/apple/swift-nio`. One that is pinned to a branch or a
 * commit has that for a version, which compares with none. Left out: what is in a folder. The file does not say what is
 * only for development.
 */
export const swiftLockFile = lockFile({
  ecosystem: 'SwiftURL',
  purlType: 'swift',
  purlName: splitName('/'),
  id: 'swift',
  version: 2,
  isLockFile: (name) => name === 'Package.resolved' || name === '.package.resolved',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    const pins = valueOf(document, 'pins') === undefined ? valueOf(document, 'object') : document;
    if (valueOf(pins, 'pins') === undefined) problems.add('the file has no "pins"');
    for (const pin of elementsAt(pins, 'pins', problems)) {
      if (textAt(pin, 'kind') === 'localSourceControl') continue;
      const location = textAt(pin, 'location') ?? textAt(pin, 'repositoryURL') ?? textAt(pin, 'identity');
      const state = valueOf(pin, 'state');
      const version = textAt(state, 'version') ?? textAt(state, 'branch') ?? textAt(state, 'revision');
      if (location === null) problems.add('a pin has neither location nor identity');
      else if (version === null) problems.add(`${quoted(location)} has no version`);
      else yield { name: addressOf(location), version };
    }
  },
});

/** `github.com/a/b` of `https://github.com/a/b.git`, `ssh://git@github.com:22/a/b` and `git@github.com:a/b.git`. */
function addressOf(location: string): string {
  return location
    .replace(/^(ssh:\/\/[^/:]+):[0-9]+(?=\/)/i, '$1')
    .replace(/^[a-z][a-z+]*:\/\/(?:[^/@]*@)?/i, '')
    .replace(/^[\w.-]+@([\w.-]+):/, '$1/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
