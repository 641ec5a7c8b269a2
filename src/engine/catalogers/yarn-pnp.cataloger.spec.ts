import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { yarnPnpCataloger } from './yarn-pnp.cataloger.js';

type Registry = readonly (readonly [string | null, readonly (readonly [string | null, object])[]])[];

const state = (registry: Registry) => ({ __info: ["It's generated."], packageRegistryData: registry });
const packages = (...locators: [string | null, string | null][]) =>
  state(locators.map(([name, reference]) => [name, [[reference, { packageLocation: './' }]]]));
/** As Yarn writes it from version 3 on: a line of JSON is one of JavaScript, and goes on in the next. */
const program = (json: object) => {
  const text = JSON.stringify(json, null, 2).replace(/['\\]/g, '\\$&').replaceAll('\n', '\\\n');
  return `#!/usr/bin/env node\n"use strict";\n\nconst RAW_RUNTIME_STATE =\n'${text}';\n\nconst it = 'other';\n`;
};

function purlsIn(content: string, path = 'app/.pnp.cjs'): { purls: string[]; problem: string | null } {
  const { extract, problem } = readFile(yarnPnpCataloger, path, content);
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  const found = yarnPnpCataloger.components(files, { osRelease: null, distribution: null });
  expect(found.every(({ ecosystem, paths }) => ecosystem === 'npm' && paths[0] === `/${path}`)).toBe(true);
  return { purls: found.map(({ purl }) => purl), problem };
}

describe('yarnPnpCataloger', () => {
  it.each([
    ['app/.pnp.cjs', true],
    ['.pnp.js', true],
    ['app/.pnp.data.json', true],
    ['app/.pnp.loader.mjs', false],
    ['app/x.pnp.cjs', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(yarnPnpCataloger.wants(path)).toBe(isWanted);
  });

  it('lists what the state names, and not the project with its folders', () => {
    const json = packages(
      [null, null],
      ['app', 'workspace:.'],
      ['@ws/a', 'virtual:0a1b#workspace:packages/a'],
      ['linked', 'link:../linked::locator=app%40workspace%3A.'],
      ['@babel/parser', 'npm:7.20.0'],
      ['private', 'npm:1.0.0::__archiveUrl=https%3A%2F%2Fexample.org%2Fp.tgz'],
      ['react-dom', 'virtual:0a1b#npm:18.2.0'],
      ['react-dom', 'virtual:2c3d#npm:18.2.0'],
      ['typescript', 'patch:typescript@npm%3A5.0.4#optional!builtin<x>::version=5.0.4&hash=b5f058'],
    );
    const purls = [
      'pkg:npm/%40babel/parser@7.20.0',
      'pkg:npm/private@1.0.0',
      'pkg:npm/react-dom@18.2.0',
      'pkg:npm/typescript@5.0.4',
    ];
    expect(purlsIn(program(json))).toEqual({ purls, problem: null });
    expect(purlsIn(JSON.stringify(json), 'app/.pnp.data.json')).toEqual({ purls, problem: null });
  });

  it('leaves what is unpacked to the description that is there', () => {
    const at = (packageLocation: string) => [['npm:1.0.0', { packageLocation }]] as const;
    const json = state([
      ['a', at('./.yarn/unplugged/a-npm-1.0.0-0a1b/node_modules/a/')],
      ['b', at('../root/.yarn/berry/cache/b-npm-1.0.0-0a1b-2c3d.zip/node_modules/b/')],
    ]);
    expect(purlsIn(program(json))).toEqual({ purls: ['pkg:npm/b@1.0.0'], problem: null });
  });

  it('names what states no version, and keeps the rest', () => {
    const json = packages(['a', 'https://example.org/a.git#commit=0a1b'], ['b', 'npm:1.0.0']);
    const { purls, problem } = purlsIn(program(json));
    expect(purls).toEqual(['pkg:npm/b@1.0.0']);
    expect(problem).toContain('the package "a" has no version: "https://example.org/a.git#commit=0a1b"');
  });

  it('reads the state that Yarn 2 writes into its program', () => {
    const json = { ...packages(['a', 'npm:1.0.0'], ['b', 'npm:2.0.0']), other: '"}\\' };
    const inline = `#!/usr/bin/env node
function $$SETUP_STATE(hydrateRuntimeState, basePath) {
  return hydrateRuntimeState(${JSON.stringify(json, null, 2)}, {basePath: basePath || __dirname});
}
const fs = require('fs'); const other = '{';`;
    expect(purlsIn(inline, 'app/.pnp.js')).toEqual({
      purls: ['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0'],
      problem: null,
    });
    expect(purlsIn(inline.slice(0, 300)).problem).toBe('the state does not end');
  });

  it('leaves what Yarn 1 installs to the descriptions in its cache', () => {
    const mark = '/* global packageInformationStores, null, $$SETUP_STATIC_TABLES */';
    expect(purlsIn(`${mark}\nlet packageInformationStores = new Map([]);`)).toEqual({
      purls: [],
      problem: null,
    });
  });

  it('leaves the state to the file beside it', () => {
    expect(purlsIn("const file = path.resolve(__dirname, '.pnp.data.json');")).toEqual({
      purls: [],
      problem: null,
    });
  });

  it.each([
    ["module.exports = new Map([['a', 1]]);", 'the state cannot be found'],
    ["const RAW_RUNTIME_STATE =\n'{\\\n", 'does not end'],
    ["const RAW_RUNTIME_STATE =\n'{\\\n';", 'no JSON'],
  ])('says what is wrong with %j', (content, message) => {
    expect(purlsIn(content).problem).toContain(message);
  });
});
