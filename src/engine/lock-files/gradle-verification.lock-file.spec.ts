import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { gradleVerificationLockFile } from './gradle-verification.lock-file.js';

const read = (content: string) =>
  readLockFile(gradleVerificationLockFile, 'gradle/verification-metadata.xml', content);

describe('gradleVerificationLockFile', () => {
  it('lists what is verified, not what is trusted', () => {
    expect(read(exampleOf(gradleVerificationLockFile))).toMatchObject({
      packages: ['pkg:maven/com.google.guava/guava@32.1.2-jre', 'pkg:maven/org.slf4j/slf4j-api@2.0.9'],
      problem: null,
    });
  });

  it('takes a build that verifies nothing for one', () => {
    expect(read('<verification-metadata/>')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['another document', '<project/>', 'the document is no metadata that Gradle verifies by'],
    [
      'a module without a version',
      '<verification-metadata><components><component group="a" name="b"/></components></verification-metadata>',
      '"a:b" has no group, name or version',
    ],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
