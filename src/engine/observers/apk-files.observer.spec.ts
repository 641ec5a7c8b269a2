import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { apkFilesObserver } from './apk-files.observer.js';

const path = 'lib/apk/db/installed';

describe('apkFilesObserver', () => {
  it('keeps the files that tell of packages of languages', () => {
    const database = `P:py3-six
V:1.16.0-r6
F:usr/lib/python3.11/site-packages
R:six.py
F:usr/lib/python3.11/site-packages/six-1.16.0.dist-info
R:METADATA
a:0:0:644
R:RECORD

P:nothing
F:
R:package.json
`;
    expect(readFile(apkFilesObserver, path, database)).toEqual({
      problem: null,
      extract: ['usr/lib/python3.11/site-packages/six-1.16.0.dist-info/METADATA'],
    });
  });

  it('keeps nothing of an empty database', () => {
    expect(readFile(apkFilesObserver, path, '')).toEqual({ problem: null, extract: [] });
  });

  it('says when the file is no database', () => {
    expect(readFile(apkFilesObserver, path, 'hello\n').problem).toBe('it lists no package');
  });
});
