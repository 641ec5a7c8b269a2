import { zipOf, type FixtureEntry } from '../../../test/support/zip-writer.js';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { pythonCataloger } from './python.cataloger.js';

const path = 'usr/local/lib/python3.11/site-packages/PyYAML-6.0.1.dist-info/METADATA';
const context = { osRelease: null, distribution: null };

function components(metadata: string, at = path) {
  const { extract } = readFile(pythonCataloger, at, metadata);
  return pythonCataloger.components(extract ? [{ path: at, layer: 'sha256:1', extract }] : [], context);
}

describe('pythonCataloger', () => {
  it('gives an installed package', () => {
    const metadata = 'Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0.1\nLicense: MIT\n\nName: other\n';
    expect(components(metadata)).toEqual([
      {
        ecosystem: 'PyPI',
        name: 'PyYAML',
        version: '6.0.1',
        architecture: null,
        purl: 'pkg:pypi/pyyaml@6.0.1',
        source: null,
        licence: 'MIT',
        paths: [`/${path}`],
        layer: 'sha256:1',
        isDevelopment: false,
      },
    ]);
  });

  it('writes the name into the package URL as PyPI does', () => {
    expect(components('Name: Zope_Interface\nVersion: 1.0+local.1\n')).toMatchObject([
      { name: 'Zope_Interface', purl: 'pkg:pypi/zope-interface@1.0%2Blocal.1' },
    ]);
  });

  it.each([
    ['a/b.dist-info/METADATA', true],
    ['a/b.egg-info/PKG-INFO', true],
    ['a/b-1.0-py3.egg-info', true],
    ['a/b-1.0.egg/EGG-INFO/PKG-INFO', true],
    ['a/B.DIST-INFO/METADATA', true],
    ['a/B.EGG-INFO/PKG-INFO', true],
    ['a/.dist-info/METADATA', false],
    ['a/b.dist-info/RECORD', false],
    ['a/METADATA', false],
    ['a/PKG-INFO', false],
  ])('of %s: %s', (at, isWanted) => {
    expect(pythonCataloger.wants(at)).toBe(isWanted);
  });

  it.each([
    ['License-Expression: MIT OR Apache-2.0\nLicense: MIT', 'MIT OR Apache-2.0'],
    ['License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License', 'BSD License'],
    ['Classifier: License :: OSI Approved\nClassifier: Topic :: Software', 'OSI Approved'],
    ['Author: someone', null],
  ])('reads the licence of %j', (lines, licence) => {
    expect(components(`Name: a\nVersion: 1\n${lines}\n`)).toMatchObject([{ licence }]);
  });

  it.each([
    ['no name', 'Version: 1\n', 'it states no Name'],
    ['no version', 'Name: a\n', 'it states no Version'],
    ['an empty file', '', 'it states no Name'],
    ['a name after the headers', '\nName: a\nVersion: 1\n', 'it states no Name'],
    ['a name that is none', 'Name: a/b\nVersion: 1\n', 'Name is no name of a package: "a/b"'],
    ['a version with a space', 'Name: a\nVersion: 1 2\n', 'Version is none: "1 2"'],
  ])('reports %s', (_, metadata, problem) => {
    expect(readFile(pythonCataloger, path, metadata)).toEqual({ extract: null, problem });
  });

  it('reads on behind a line of spaces, which is part of the header before it', () => {
    const metadata = 'Name: a\nSummary: x\n        \n        y\nVersion: 1.0\nLicense: MIT\n\nVersion: 2\n';
    expect(components(metadata)).toMatchObject([{ version: '1.0', licence: 'MIT' }]);
  });

  it('reads Windows line ends and headers of any case', () => {
    expect(components('NAME: a\r\nversion: 1\r\n\r\nbody')).toMatchObject([{ name: 'a', version: '1' }]);
  });

  it('reads a zipped egg, and says when it is none', () => {
    const egg = (...entries: FixtureEntry[]) => readFile(pythonCataloger, 'lib/a-1.egg', zipOf(entries));
    const metadata = 'Metadata-Version: 1.1\nName: a\nVersion: 1.0\n';
    expect(egg({ name: 'EGG-INFO/PKG-INFO', text: metadata }).extract).toMatchObject({
      name: 'a',
      version: '1.0',
    });
    expect(egg({ name: 'a.py', text: '' }).problem).toBe('the egg has no EGG-INFO/PKG-INFO');
    expect(readFile(pythonCataloger, 'lib/a-1.egg', 'x').problem).toBe('it is no zip: it has no end record');
  });
});
