import { describe, expect, it } from 'vitest';
import { chooseImage, isBareTag, namesOf, type Nameable } from './image-reference.js';

const anImage = (parts: Partial<Nameable>): Nameable => ({ references: [], tags: [], digests: [], ...parts });

describe('a name of a reference in an OCI layout', () => {
  it.each(['latest', 'v1.0', '1', '_x', '3.19-slim', 'a'.repeat(128)])('"%s" is a tag alone', (text) => {
    expect(isBareTag(text)).toBe(true);
  });

  it.each(['', 'app:1', 'team/app', 'registry.example/app', 'sha256:00', '.x', '-x', 'a b', 'a'.repeat(129)])(
    '"%s" is more, or none',
    (text) => {
      expect(isBareTag(text)).toBe(false);
    },
  );
});

describe('the names of an image', () => {
  const named = { references: ['demo:1'], tags: ['edge'] };
  const tagged = { references: [], tags: ['latest', '1.0'] };
  const unnamed = { references: [], tags: [] };

  it.each<[string, Pick<Nameable, 'references' | 'tags'>, Parameters<typeof namesOf>[1], string[]]>([
    ['are those of the archive', named, { file: 'app.tar' }, ['demo:1']],
    ['are none where it has a tag alone', tagged, {}, []],
    ['are its tags of the file', tagged, { file: 'app.tar.gz' }, ['app:latest', 'app:1.0']],
    ['are none where it has nothing, whatever the file', unnamed, { file: 'app.tar' }, []],
    [
      'are what is stated, with its tags',
      tagged,
      { name: 'r.example/x', file: 'y.tar' },
      ['r.example/x:latest', 'r.example/x:1.0'],
    ],
    ['are what is stated with a tag', tagged, { name: 'r.example:5000/x:2' }, ['r.example:5000/x:2']],
    ['are what is stated with a digest', tagged, { name: 'x@sha256:00' }, ['x@sha256:00']],
    ["are what is stated instead of the archive's", { ...named, tags: [] }, { name: 'x' }, ['x']],
    ['are none of a file that has none to give', tagged, { file: '.tar' }, []],
  ])('%s', (_, image, stated, expected) => {
    expect(namesOf(image, stated)).toEqual(expected);
  });

  it.each([
    ['out/My App.TAR', 'my-app'],
    ['C:\\images\\nginx.oci.tar.zst', 'nginx'],
    ['--x--.tgz', 'x'],
    ['映像.tar', ''],
    [`${'a'.repeat(490)}.tar`, 'a'.repeat(128)],
  ])('of the file "%s" have the repository "%s"', (file, repository) => {
    const expected = repository === '' ? [] : [`${repository}:1`];
    expect(namesOf({ references: [], tags: ['1'] }, { file })).toEqual(expected);
  });
});

describe('an image among several', () => {
  const edge = anImage({ tags: ['edge'] });
  const latest = anImage({ tags: ['latest'] });
  const named = anImage({ references: ['demo:1'] });

  it('is chosen by its tag, alone or behind a repository', () => {
    for (const reference of ['edge', 'registry.example/app:edge'])
      expect(chooseImage([named, latest, edge], reference)).toBe(edge);
    expect(chooseImage([latest, named], 'demo:1')).toBe(named);
    expect(() => chooseImage([named, edge], 'other')).toThrow('it has: demo:1, edge');
  });

  it('has its tags told when none is asked for', () => {
    expect(() => chooseImage([edge, latest])).toThrow('say which one is meant: edge, latest');
  });

  it('is the only one, whatever is asked for, when it has no name', () => {
    expect(chooseImage([edge], 'registry.example/app:1')).toBe(edge);
  });
});
