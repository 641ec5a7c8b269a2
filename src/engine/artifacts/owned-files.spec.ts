import { describe, expect, it } from 'vitest';
import { OwnedFiles } from './owned-files.js';

const file = (path: string, layer: string, extract: string[] | string = 'x') => ({ path, layer, extract });
const python = { ecosystems: ['PyPI'] };
const metadata = 'usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO';
const owned = new OwnedFiles(
  new Map([
    ['dpkg-files', [file('var/lib/dpkg/info/python3-six.list', 'sha256:1', [metadata])]],
    ['apk-files', [file('lib/apk/db/installed', 'sha256:2', ['usr/lib/python3.11/a.dist-info/METADATA'])]],
  ]),
);
const left = (path: string, layer: string, cataloger = python) =>
  owned.without(cataloger, [file(path, layer)]).length;

describe('OwnedFiles', () => {
  it('leaves out what a package of Debian brought in the same layer', () => {
    expect(left(metadata, 'sha256:1')).toBe(0);
  });

  it('keeps what a later layer put in its place', () => {
    expect(left(metadata, 'sha256:2')).toBe(1);
  });

  it('leaves out what a package of Alpine brought, whatever the layer', () => {
    expect(left('usr/lib/python3.11/a.dist-info/METADATA', 'sha256:1')).toBe(0);
  });

  it('keeps the rest, and the files of the package databases themselves', () => {
    expect(left('usr/local/lib/python3/site-packages/six-1.16.0.dist-info/METADATA', 'sha256:1')).toBe(1);
    expect(left(metadata, 'sha256:1', { ecosystems: ['Debian', 'Ubuntu'] })).toBe(1);
  });
});
