import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { cocoapodsFormat } from './cocoapods-format.js';
import { lockFile } from './lock-file.js';

/** Sections of which every file has one at least. */
const marks: ReadonlySet<string> = new Set(['PODS', 'DEPENDENCIES', 'PODFILE CHECKSUM', 'COCOAPODS']);

/** `  - Alamofire (5.8.0)`, with a colon when the pods that it needs follow; in quotes where YAML asks for them. */
const locked = /^ {2}- ("?)([^\s"()]+) \(([^\s"()]+)\)\1:?$/;

/**
 * CocoaPods' `Podfile.lock`. A part of a pod (`GoogleUtilities/Logger`) is listed for itself. Pods from repositories and
 * folders count at the version that their own specification states. The file does not say what is only for development,
 * and no advisories are written for the ecosystem.
 */
export const cocoapodsLockFile = lockFile({
  ...cocoapodsFormat,
  id: 'cocoapods',
  version: 1,
  isLockFile: (name) => name === 'Podfile.lock',
  *packages(content, problems) {
    let section = '';
    let isLock = false;
    for (const { number, text } of textLines(content, problems)) {
      const line = text.trimEnd();
      if (line !== '' && !line.startsWith(' ')) {
        [section = ''] = line.split(':');
        isLock ||= marks.has(section);
        if (section === 'PODS' && !/^PODS:(?: \[\])?$/.test(line))
          problems.add(`line ${number} is no list of pods`);
      } else if (section === 'PODS' && line !== '' && !line.startsWith('    -')) {
        const [, , name, version] = locked.exec(line) ?? [];
        if (name !== undefined && version !== undefined) yield { name, version };
        else problems.add(`line ${number} is no pod with its version: ${quoted(line.trim())}`);
      }
    }
    if (!isLock) throw new UnreadableFileError('the file has none of the sections that CocoaPods writes');
  },
});
