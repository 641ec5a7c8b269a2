import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { swiftLockFile } from './swift.lock-file.js';

const read = (content: unknown) =>
  readLockFile(
    swiftLockFile,
    'Package.resolved',
    typeof content === 'string' ? content : JSON.stringify(content),
  );

describe('swiftLockFile', () => {
  it.each([
    ['Package.resolved', true],
    ['App.xcworkspace/xcshareddata/swiftpm/Package.resolved', true],
    ['.package.resolved', true],
    ['Package.swift', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(swiftLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what comes from repositories and registries', () => {
    expect(read(exampleOf(swiftLockFile))).toMatchObject({
      packages: [
        'pkg:swift/example.org/team/tool@main',
        'pkg:swift/github.com/apple/swift-nio@2.62.0',
        'pkg:swift/mona.linkedlist@1.2.0',
      ],
      problem: null,
    });
  });

  it('reads version 1', () => {
    const pin = {
      package: 'Nimble',
      repositoryURL: 'https://github.com/Quick/Nimble.git',
      state: { branch: null, revision: '0a1b', version: '9.2.1' },
    };
    expect(read({ object: { pins: [pin] }, version: 1 })).toMatchObject({
      packages: ['pkg:swift/github.com/Quick/Nimble@9.2.1'],
      components: [{ name: 'github.com/Quick/Nimble', ecosystem: 'SwiftURL' }],
      problem: null,
    });
  });

  it.each([
    ['https://github.com/a/b', 'github.com/a/b'],
    ['https://github.com/a/b.git/', 'github.com/a/b'],
    ['https://user:token@github.com/a/b.git', 'github.com/a/b'],
    ['ssh://git@github.com/a/b.git', 'github.com/a/b'],
    ['ssh://git@github.com:22/a/b.git', 'github.com/a/b'],
    ['https://git.example.org:8443/a/b', 'git.example.org:8443/a/b'],
    ['git@github.com:a/b.git', 'github.com/a/b'],
    ['http://git.example.org/x/a.b', 'git.example.org/x/a.b'],
  ])('names what is at %s %s', (location, name) => {
    const found = read({ pins: [{ location, state: { revision: '0a1b' } }], version: 2 });
    expect(found).toMatchObject({ components: [{ name, version: '0a1b' }], problem: null });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['no pins', '{"version":2}', 'the file has no "pins"'],
    ['pins that are an object', { pins: {} }, '"pins" is no list'],
    [
      'a pin without a location',
      { pins: [{ state: { version: '1' } }] },
      'a pin has neither location nor identity',
    ],
    ['a pin without a version', { pins: [{ location: 'a', state: {} }] }, '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
