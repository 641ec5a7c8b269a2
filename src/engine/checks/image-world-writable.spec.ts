import { describe, expect, it } from 'vitest';
import type { ImageFacts } from '../model/facts.js';
import type { WritableCode } from '../model/file-hygiene.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject, exampleLayer as layer, type Part } from './example-facts.js';
import { imageWorldWritableCheck } from './image-world-writable.check.js';

const evaluate = (facts: Part<ImageFacts>, parameters = {}) =>
  evaluateExample(imageWorldWritableCheck, anImageSubject(facts), { parameters });
const open = (path: string) => ({ path, mode: 0o777, uid: 0, gid: 0, sizeBytes: 1, layer });
const code = (uid: number | null, gid: number | null, folder = '/app'): WritableCode => ({
  folder,
  uid,
  gid,
  count: 2,
  example: `${folder}/a.js`,
  layer,
});
const withCode = (user: string, ...writableCode: WritableCode[]) =>
  evaluate({ config: { user }, rootfs: { hygiene: { writableCode } } });

describe('image-world-writable', () => {
  it('fails once for each folder with files that anyone may write to', () => {
    const worldWritable = ['/', '/data', '/data/a/b', '/data/a/c', '/tmp/x', '/tmpx'].map(open);
    expect(elementsOf(evaluate({ rootfs: { files: { worldWritable } } }))).toEqual([
      'world-writable / (medium)',
      'world-writable /data (medium)',
      'world-writable /data/a (medium)',
      'world-writable /tmpx (medium)',
    ]);
    expect(evaluate({ rootfs: { files: { worldWritable } } }, { ignore: ['/'] })).toEqual({ result: 'pass' });
  });

  it.each([
    ['its own', '1000', code(1000, null), ['writable /app']],
    ["its group's", '1000:50', code(null, 50), ['writable /app']],
    ["another user's", '1000:1000', code(1001, 1001), ['pass']],
    ["root's, of root", '0', code(1000, 1000), ['pass']],
    ['its own by name', 'nonroot', code(65532, null), ['writable /app']],
    ["its account's group", 'nonroot', code(null, 65532), ['writable /app']],
    ["somebody's, of a user that is not known", 'app', code(1000, null), ['unknown']],
    ["a group's, of a group that is not known", '1000:app', code(null, 50), ['unknown']],
    ["a user's, of a group that is not known", '1000:app', code(1001, null), ['pass']],
  ])('takes code as %s', (_what, user, writable, expected) => {
    expect(elementsOf(withCode(user, writable))).toEqual(expected);
  });

  it('passes for a user that is not known when nobody may write', () => {
    expect(withCode('app')).toEqual({ result: 'pass' });
  });

  it('does not know what was not looked at', () => {
    expect(elementsOf(evaluate({ rootfs: { hygiene: null } }))).toEqual(['unknown']);
    expect(evaluate({ rootfs: { hygiene: null, files: { worldWritable: [open('/a')] } } })).toMatchObject({
      result: 'fail',
      undecided: { en: expect.stringContaining('scan it again') },
    });
  });
});
