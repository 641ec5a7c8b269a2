import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { TarBuilder } from '../engine/artifacts/tar-builder.js';
import { recogniseInput } from './scan-input.js';

const kindOf = async (...chunks: (string | Buffer)[]) => {
  const { kind, source } = await recogniseInput(Readable.from(chunks.map((chunk) => Buffer.from(chunk))));
  const parts: Uint8Array[] = [];
  if (typeof source !== 'string') for await (const part of source) parts.push(part);
  expect(Buffer.concat(parts)).toEqual(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
  return kind;
};

describe('recogniseInput', () => {
  it.each([
    ['JSON', '{"bomFormat":"CycloneDX"}'],
    ['JSON after spaces', '\ufeff\n  {}'],
    ['XML', '<?xml version="1.0"?><bom/>'],
    ['tags', 'SPDXVersion: SPDX-2.3\n'],
  ])('takes %s for a bill of materials', async (_, text) => {
    expect(await kindOf(text)).toBe('sbom');
    expect(await kindOf(...text)).toBe('sbom');
  });

  it.each([
    ['nothing', ''],
    ['a tar whose first entry has an odd name', new TarBuilder().file('{', 'x').toBuffer()],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['other text', 'hello'],
  ])('leaves %s to the reader of archives', async (_, content) => {
    expect(await kindOf(content)).toBe('image');
  });

  it('takes a folder for sources, and fails for what is not there', async () => {
    expect(await recogniseInput('src')).toEqual({ kind: 'source', source: 'src' });
    expect(await recogniseInput('package.json')).toEqual({ kind: 'sbom', source: 'package.json' });
    await expect(recogniseInput('nowhere.tar')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
