import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { childOf, childrenOf, parseXml, xmlText } from '../text/xml.js';
import { lockFile } from './lock-file.js';
import { mavenFormat } from './maven-format.js';

/**
 * Gradle's `gradle/verification-metadata.xml`
 * (https://docs.gradle.org/current/userguide/dependency_verification.html): every module that a build may take, plugins
 * too. It keeps what was taken once until somebody removes it, and does not say what is only for development.
 */
export const gradleVerificationLockFile = lockFile({
  ...mavenFormat,
  id: 'gradle-verification',
  version: 2,
  isLockFile: (name) => name === 'verification-metadata.xml',
  *packages(content, problems) {
    const root = parseXml(xmlText(content, problems));
    if (root.name !== 'verification-metadata')
      throw new UnreadableFileError('the document is no metadata that Gradle verifies by');
    for (const { attributes } of childrenOf(childOf(root, 'components'), 'component')) {
      const [group, name, version] = ['group', 'name', 'version'].map(
        (key) => attributes.get(key)?.trim() ?? '',
      );
      if (group && name && version) yield { name: `${group}:${name}`, version };
      else problems.add(`${quoted(`${group}:${name}`)} has no group, name or version`);
    }
  },
});
