import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPart } from './part-of-file.js';

describe('openPart', () => {
  let file: string;
  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'ironhull-part-')), 'image.tar');
    await writeFile(file, '0123456789');
  });
  afterAll(() => rm(join(file, '..'), { recursive: true }));

  it.each([
    [0, 10, '0123456789'],
    [3, 4, '3456'],
    [8, 5, '89'],
    [4, 0, ''],
  ])('gives from byte %i on %i bytes', async (start, sizeBytes, expected) => {
    expect(await text(openPart({ file, start, sizeBytes }))).toBe(expected);
  });

  it('says that the file is gone', () => {
    const part = { file: `${file}.gone`, start: 0, sizeBytes: 1 };
    expect(() => openPart(part)).toThrow(
      expect.objectContaining({
        code: 'missing-blob',
        message: expect.stringContaining('.gone can no longer be read (ENOENT)') as string,
      }),
    );
  });
});
