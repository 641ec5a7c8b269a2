import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { storedZstd } from '../artifacts/stored-zstd.js';
import { chiselCataloger } from './chisel.cataloger.js';

const path = 'var/lib/chisel/manifest.wall';
const header = '{"jsonwall":"1.0","schema":"1.0","count":5}';
const manifest = (...lines: readonly (object | string)[]) =>
  storedZstd(
    Buffer.from(
      [header, ...lines].map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    ),
  );
const read = (content: Uint8Array) => {
  const { extract, problem } = readFile(chiselCataloger, path, content);
  const osRelease = {
    id: 'ubuntu',
    idLike: ['debian'],
    versionId: '24.04',
    prettyName: null,
    codename: 'noble',
  };
  const context = { osRelease, distribution: 'Ubuntu:24.04:LTS' };
  return {
    problem,
    found: chiselCataloger.components([{ path, layer: 'sha256:1', extract: extract ?? [] }], context),
  };
};
const libc = { kind: 'package', name: 'libc6', version: '2.39-0ubuntu8.3', sha256: '0a', arch: 'amd64' };
const content = { kind: 'content', slice: 'libc6_libs', path: '/usr/lib/libc.so.6' };
const slice = { kind: 'slice', name: 'libc6_libs' };

describe('chiselCataloger', () => {
  it('lists packages, and says that their sources are not known', () => {
    const { found, problem } = read(manifest(content, libc, slice, ''));
    expect(problem).toContain('does not say which source packages');
    expect(found).toMatchObject([
      {
        ecosystem: 'Ubuntu:24.04:LTS',
        name: 'libc6',
        version: '2.39-0ubuntu8.3',
        architecture: 'amd64',
        purl: 'pkg:deb/ubuntu/libc6@2.39-0ubuntu8.3?arch=amd64&distro=ubuntu-24.04',
        source: null,
        paths: [`/${path}`],
        layer: 'sha256:1',
      },
    ]);
  });

  it('reads it in whatever folder a slice has it written to', () => {
    expect(chiselCataloger.wants('opt/x/manifest.wall')).toBe(true);
    expect(chiselCataloger.wants('opt/x/manifest.wall.bak')).toBe(false);
  });

  it('has nothing to say of a manifest without packages', () => {
    expect(read(manifest())).toEqual({ found: [], problem: null });
  });

  it.each([
    [
      'an entry without a version',
      manifest({ kind: 'package', name: 'a' }, libc),
      'no package with its version',
      1,
    ],
    ['a line that is no object', manifest('[', libc), 'line 2 is no object: "["', 1],
    [
      'another first line',
      storedZstd(Buffer.from('{"a":1}\n')),
      'the first line is not that of a "jsonwall"',
      0,
    ],
    ['nothing', storedZstd(Buffer.alloc(0)), 'the manifest is empty', 0],
    ['what is not packed', Buffer.from(header), 'something that is no frame', 0],
    ['a stream that is cut off', manifest(libc).subarray(0, -8), 'ends in the middle of a frame', 0],
  ])('reports %s', (_, bytes, message, count) => {
    const { found, problem } = read(bytes);
    expect(problem).toContain(message);
    expect(found).toHaveLength(count);
  });

  it('does not unpack more than it can hold', () => {
    // One block of a byte that is repeated 128 KiB, as often as it takes.
    const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    const block = Buffer.from([0x02, 0x00, 0x10, 0x20]);
    const { problem } = read(Buffer.concat([magic, ...Array<Buffer>(600).fill(block)]));
    expect(problem).toContain('bytes when unpacked');
  });
});
