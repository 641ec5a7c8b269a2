import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { cocoapodsLockFile } from './cocoapods.lock-file.js';

const read = (content: string) => readLockFile(cocoapodsLockFile, 'Podfile.lock', content);

describe('cocoapodsLockFile', () => {
  it('lists pods and parts of pods', () => {
    const { packages, components, problem } = read(exampleOf(cocoapodsLockFile));
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:cocoapods/Alamofire@5.8.0',
      'pkg:cocoapods/GoogleUtilities@7.11.5#Logger',
      'pkg:cocoapods/GoogleUtilities@7.11.5#NSData%2Bzlib',
      'pkg:cocoapods/Tool@2.0.0-beta.1',
    ]);
    expect(components.map(({ name }) => name)).toEqual([
      'Alamofire',
      'GoogleUtilities/Logger',
      'GoogleUtilities/NSData+zlib',
      'Tool',
    ]);
  });

  it('takes a project without pods for one', () => {
    expect(read('PODFILE CHECKSUM: aaaa\n\nCOCOAPODS: 1.13.0\n')).toMatchObject({
      packages: [],
      problem: null,
    });
    expect(read('PODS: []\n\nCOCOAPODS: 1.13.0\n')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['an empty file', '', 'the file has none of the sections that CocoaPods writes', 0],
    ['another file', 'packages:\n  a: 1\n', 'the file has none of the sections that CocoaPods writes', 0],
    ['a pod without a version', 'PODS:\n  - A\n  - B (1)\n', 'line 2 is no pod with its version: "- A"', 1],
    ['a quote that does not end', 'PODS:\n  - "A (1):\n', 'line 2 is no pod with its version', 0],
    ['pods in another style', 'PODS: [A (1)]\n', 'line 1 is no list of pods', 0],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toContain(message);
    expect(packages).toHaveLength(kept);
  });
});
