import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { rebarLockFile } from './rebar.lock-file.js';

const read = (content: string) => readLockFile(rebarLockFile, 'rebar.lock', content);

describe('rebarLockFile', () => {
  it('lists packages of Hex by their own names', () => {
    expect(read(exampleOf(rebarLockFile))).toMatchObject({
      packages: ['pkg:hex/cowboy@2.9.0', 'pkg:hex/ranch_fork@1.8.0'],
      problem: null,
    });
  });

  it('reads what Rebar3 before 3.7 wrote', () => {
    expect(read('[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"1.0.0">>},0}].\n')).toMatchObject({
      packages: ['pkg:hex/cowboy@1.0.0'],
      problem: null,
    });
    expect(read('{"1.1.0",[{<<"a">>,{pkg,<<"a">>,<<"1.0.0">>,<<"0123">>},0}]}.\n[].')).toMatchObject({
      packages: ['pkg:hex/a@1.0.0'],
      problem: null,
    });
  });

  it('takes a project without packages for one', () => {
    expect(read('[].\n')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['another file', 'packages: []', 'the file is no list of Erlang', 0],
    ['a source that is not known', '[{<<"a">>,{other,"x"},0}].', '"a" has no source that is known', 0],
    ['a package without a version', '[{<<"a">>,{pkg,<<"a">>},0}].', '"a" has no source that is known', 0],
    [
      'a file that was cut off',
      '[{<<"a">>,{pkg,<<"a">>,<<"1.0.0">>},0},\n {<<"b">>,{pkg',
      'the file has no end',
      1,
    ],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toBe(message);
    expect(packages).toHaveLength(kept);
  });
});
