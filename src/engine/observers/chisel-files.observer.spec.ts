import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { storedZstd } from '../artifacts/stored-zstd.js';
import { chiselFilesObserver } from './chisel-files.observer.js';

const path = 'var/lib/chisel/manifest.wall';
const manifest = (...entries: readonly object[]) =>
  storedZstd(Buffer.from([{ jsonwall: '1.0' }, ...entries].map((entry) => JSON.stringify(entry)).join('\n')));

describe('chiselFilesObserver', () => {
  it('keeps the files that tell of packages of languages', () => {
    const files = ['/usr/lib/python3/dist-packages/six-1.16.0.egg-info', '/usr/bin/python3'];
    const entries = files.map((file) => ({ kind: 'path', path: file, slices: ['six_libs'] }));
    expect(
      readFile(chiselFilesObserver, path, manifest(...entries, { kind: 'package', name: 'six' })),
    ).toEqual({
      problem: null,
      extract: ['usr/lib/python3/dist-packages/six-1.16.0.egg-info'],
    });
  });

  it('reports what is no path, and what is no manifest', () => {
    const { extract, problem } = readFile(
      chiselFilesObserver,
      path,
      manifest({ kind: 'path', path: 'x/package.json' }),
    );
    expect(extract).toEqual([]);
    expect(problem).toContain('is no path');
    expect(readFile(chiselFilesObserver, path, 'no manifest').problem).toContain('no frame');
  });
});
