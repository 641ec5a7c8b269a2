import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { conanLockFile } from './conan.lock-file.js';

const read = (content: unknown) =>
  readLockFile(conanLockFile, 'conan.lock', typeof content === 'string' ? content : JSON.stringify(content));
const graph = (nodes: unknown, version = '0.4') => read({ graph_lock: { nodes }, version });

describe('conanLockFile', () => {
  it('lists what Conan 2 locks, and marks what builds and recipes need', () => {
    expect(read(exampleOf(conanLockFile))).toMatchObject({
      packages: [
        'pkg:conan/base@1.0 (development)',
        'pkg:conan/cmake@3.27.1 (development)',
        'pkg:conan/openssl@1.1.1w',
        'pkg:conan/zlib@1.2.13',
      ],
      problem: null,
    });
  });

  it('reads references with what is locked of their packages', () => {
    const requires = [
      ['zlib/1.2.13#0a1b', { '1972': 'aaaa' }],
      ['fmt/10.0.0', {}],
    ];
    expect(read(JSON.stringify({ version: '0.5', requires }))).toMatchObject({
      packages: ['pkg:conan/fmt@10.0.0', 'pkg:conan/zlib@1.2.13'],
      problem: null,
    });
  });

  it('finds out of the graph of Conan 1 what only builds need', () => {
    const found = graph({
      '0': { ref: 'shop/1.0', path: 'conanfile.py', requires: ['1'], build_requires: ['3'] },
      '1': { ref: 'openssl/3.1.0#0a1b', requires: ['2'], build_requires: ['5'], context: 'host' },
      '2': { ref: 'zlib/1.2.13@user/stable' },
      '3': { ref: 'cmake/3.27.1', requires: ['4'] },
      '4': { ref: 'ncurses/6.4' },
      '5': { ref: 'nasm/2.15', context: 'build', python_requires: ['base/1.0#0a1b'] },
    });
    expect(found).toMatchObject({
      packages: [
        'pkg:conan/base@1.0 (development)',
        'pkg:conan/cmake@3.27.1 (development)',
        'pkg:conan/nasm@2.15 (development)',
        'pkg:conan/ncurses@6.4 (development)',
        'pkg:conan/openssl@3.1.0',
        'pkg:conan/zlib@1.2.13',
      ],
      problem: null,
    });
  });

  it('reads the first graphs, whose references are those of packages', () => {
    const found = graph(
      {
        aaaa: { pref: null, path: 'conanfile.txt', requires: { 'zlib/1.2.11': 'bbbb' } },
        bbbb: { pref: 'zlib/1.2.11#0:1972#0', options: '' },
      },
      '0.1',
    );
    expect(found).toMatchObject({ packages: ['pkg:conan/zlib@1.2.11'], problem: null });
  });

  it('keeps what was asked for without a project', () => {
    const found = graph({ '0': { requires: ['1'] }, '1': { ref: 'zlib/1.2.13' } });
    expect(found.packages).toEqual(['pkg:conan/zlib@1.2.13']);
    expect(graph({ '0': { ref: 'zlib/1.2.13' } }).packages).toEqual(['pkg:conan/zlib@1.2.13']);
  });

  it('takes all for needed where the graph goes in a circle', () => {
    const found = graph({ '1': { ref: 'a/1', requires: ['2'] }, '2': { ref: 'b/1', requires: ['1'] } });
    expect(found.packages).toEqual(['pkg:conan/a@1', 'pkg:conan/b@1']);
  });

  it('takes a project without dependencies for one', () => {
    expect(graph({ '0': { path: 'conanfile.txt' } })).toMatchObject({ packages: [], problem: null });
    expect(read({ version: '0.5', requires: [], build_requires: [] })).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['an object without lists', '{}', 'the file has neither "requires" nor "graph_lock"'],
    ['nodes that are a list', { graph_lock: { nodes: [] } }, '"nodes" is no object'],
    ['a text for a list', { requires: 'a/1' }, '"requires" is no list'],
    ['a reference without a version', { requires: ['zlib'] }, '"zlib" is no name and version'],
    ['a reference of three parts', { requires: ['a/b/c'] }, '"a/b/c" is no name and version'],
    ['a reference that is none', { requires: [5] }, '"5" is no name and version'],
    [
      'a node without a name',
      { graph_lock: { nodes: { 1: { ref: '1.2.3' } } } },
      '"1.2.3" is no name and version',
    ],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
