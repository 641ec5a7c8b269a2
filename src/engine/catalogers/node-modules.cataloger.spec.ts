import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { nodeModulesCataloger } from './node-modules.cataloger.js';

const path = 'app/node_modules/lodash/package.json';
const context = { osRelease: null, distribution: null };

function components(description: unknown, at = path) {
  const { extract, problem } = readFile(nodeModulesCataloger, at, JSON.stringify(description));
  expect(problem).toBeNull();
  return nodeModulesCataloger.components(extract ? [{ path: at, layer: 'sha256:1', extract }] : [], context);
}

describe('nodeModulesCataloger', () => {
  it.each([
    ['node_modules/lodash/package.json', true],
    ['app/node_modules/lodash/package.json', true],
    ['app/node_modules/@babel/core/package.json', true],
    ['usr/lib/node_modules/npm/node_modules/ini/package.json', true],
    ['app/node_modules/.pnpm/ini@1.0.0/node_modules/ini/package.json', true],
    ['opt/yarn-v1.22.22/package.json', true],
    ['opt/yarn-v1.22.22/lib/package.json', false],
    ['opt/yarn-view/package.json', false],
    ['app/package.json', false],
    ['package.json', false],
    ['app/node_modules/package.json', false],
    ['app/node_modules/@babel/package.json', false],
    ['app/node_modules/.package-lock.json', false],
    ['app/node_modules/.cache/package.json', false],
    ['app/node_modules/lodash/dist/esm/package.json', false],
    ['app/node_modules/lodash/dist/package.json', false],
    ['app/@babel/core/package.json', false],
    ['app/my_node_modules/lodash/package.json', false],
    ['app/node_modules/lodash/package.json.bak', false],
    ['app/node_modules//package.json', false],
  ])('of %s: wanted %s', (at, isWanted) => {
    expect(nodeModulesCataloger.wants(at)).toBe(isWanted);
  });

  it.each([
    ['app/packages/a/package.json', 'app/node_modules/a', true],
    ['app/packages/a/package.json', 'app/node_modules/@ws/a', true],
    ['srv/modules/a/package.json', 'app/node_modules', false],
    ['srv/modules/a/package.json', 'app/node_modules/@ws', false],
    ['app/node_modules/b/dist/package.json', 'app/node_modules/a', false],
  ])('of %s, which is reached through %s: left out %s', (at, link, isLeftOut) => {
    expect(nodeModulesCataloger.leavesOut?.(at, link)).toBe(isLeftOut);
  });

  it('gives an installed package', () => {
    expect(components({ name: 'lodash', version: '4.17.21', license: 'MIT' })).toEqual([
      {
        ecosystem: 'npm',
        name: 'lodash',
        version: '4.17.21',
        architecture: null,
        purl: 'pkg:npm/lodash@4.17.21',
        source: null,
        licence: 'MIT',
        paths: [`/${path}`],
        layer: 'sha256:1',
        isDevelopment: false,
      },
    ]);
  });

  it('gives a scoped package its namespace', () => {
    expect(components({ name: '@babel/core', version: '7.0.0-rc.1' })).toMatchObject([
      { name: '@babel/core', purl: 'pkg:npm/%40babel/core@7.0.0-rc.1' },
    ]);
  });

  it('takes the name from the package, not from the folder it is installed in', () => {
    expect(
      components({ name: 'string-width', version: '4.2.3' }, 'node_modules/string-width-cjs/package.json'),
    ).toMatchObject([{ name: 'string-width', purl: 'pkg:npm/string-width@4.2.3' }]);
  });

  it.each([
    [{ license: 'MIT' }, 'MIT'],
    [{ license: '(MIT OR Apache-2.0)' }, '(MIT OR Apache-2.0)'],
    [{ license: { type: 'ISC', url: 'https://example.org' } }, 'ISC'],
    [{ license: ['MIT', { type: 'GPL-2.0' }] }, 'MIT OR GPL-2.0'],
    [{ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }, { type: 'MIT' }] }, 'MIT OR Apache-2.0'],
    [{ license: 'SEE LICENSE IN \u0000file' }, 'SEE LICENSE IN \ufffdfile'],
    [{ license: ' ' }, null],
    [{ license: 5 }, null],
    [{ license: null, licenses: {} }, null],
    [{}, null],
  ])('reads the licence of %j', (fields, licence) => {
    expect(components({ name: 'a', version: '1.0.0', ...fields })).toMatchObject([{ licence }]);
  });

  it('takes a description without a name or a version for none of a package', () => {
    expect(components({ type: 'module' })).toEqual([]);
    expect(components({ name: 'a' })).toEqual([]);
    expect(components({ version: '1.0.0' })).toEqual([]);
    expect(components({ name: 'a', version: null })).toEqual([]);
    expect(components({ name: 'a', version: ' 1.0.0\n' })).toMatchObject([{ version: '1.0.0' }]);
  });

  it('reads a byte order mark', () => {
    expect(readFile(nodeModulesCataloger, path, '\ufeff{"name":"a","version":"1.0.0"}')).toMatchObject({
      extract: { name: 'a' },
      problem: null,
    });
  });

  it('gives a package in several places once', () => {
    const extract = { name: 'ms', version: '2.0.0', licence: null };
    const places = ['b/node_modules/ms/package.json', 'a/node_modules/ms/package.json'];
    const files = places.map((at, index) => ({ path: at, layer: `sha256:${index}`, extract }));
    expect(nodeModulesCataloger.components(files, context)).toMatchObject([
      { paths: ['/a/node_modules/ms/package.json', '/b/node_modules/ms/package.json'], layer: 'sha256:1' },
    ]);
  });

  it.each([
    ['no JSON', '{"name":"a",', 'the file is no JSON'],
    ['an empty file', '', 'the file is no JSON'],
    ['a list', '[]', 'the file is no object'],
    ['null', 'null', 'the file is no object'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'the file is not UTF-8'],
    ['a name that is a number', '{"name":1,"version":"1"}', 'name is no package name: a number'],
    ['a name with a space', '{"name":"a b","version":"1"}', 'name is no package name: "a b"'],
    ['a name of many parts', '{"name":"a/b/c","version":"1"}', 'name is no package name: "a/b/c"'],
    ['a name too long', `{"name":"${'a'.repeat(215)}","version":"1"}`, 'name is no package name'],
    ['half a character', '{"name":"\\ud800","version":"1"}', 'name is no package name'],
    ['a version that is an object', '{"name":"a","version":{}}', 'version is none: a object'],
    ['an empty version', '{"name":"a","version":""}', 'version is none: ""'],
    ['lists in lists', '['.repeat(100_000), 'nested deeper than 512 levels'],
  ])('reports %s', (_, content, message) => {
    const { extract, problem } = readFile(nodeModulesCataloger, path, content);
    expect(extract).toBeNull();
    expect(problem).toContain(message);
  });

  it('does not take members from a prototype in the file', () => {
    const content = '{"__proto__":{"name":"a","version":"1.0.0"}}';
    expect(readFile(nodeModulesCataloger, path, content)).toEqual({ extract: null, problem: null });
    expect({}).not.toHaveProperty('name');
  });
});
