import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { TarBuilder } from '../src/engine/artifacts/tar-builder.js';
import { craftedArchive, digestOf } from './support/crafted-archive.js';
import { aPackageName, debianImage } from './support/images.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const tar = (fill: (tar: TarBuilder) => unknown = () => undefined) => {
  const builder = new TarBuilder();
  fill(builder);
  return builder.toBuffer();
};
const good = () => debianImage([aPackageName(), '1.0']).asOciArchive();
const blobPath = (name: string) => `blobs/sha256/${name}`;
const rowCounts = async () => {
  const [counts] = await service.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM scan) AS scan, (SELECT count(*)::int FROM target) AS target,
       (SELECT count(*)::int FROM layer) AS layer, (SELECT count(*)::int FROM snapshot) AS snapshot`,
  );
  return counts!;
};

describe('an upload that is no image archive', () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await rowCounts();
  });

  const encrypted = 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted';
  const layer = tar((one) => one.file('a', 'a'));
  const cases: [what: string, bytes: Buffer, reason: string, detail: string][] = [
    ['is empty', Buffer.alloc(0), 'not-an-archive', 'no tar archive'],
    ['is random bytes', randomBytes(100_000), 'not-an-archive', 'no tar archive'],
    ['is text', Buffer.from('FROM debian:12\nRUN true\n'.repeat(100)), 'not-an-archive', 'no tar archive'],
    ['is a tar of something else', tar((one) => one.file('a', 'b')), 'not-an-archive', 'neither index.json'],
    ['is cut off in a blob', good().subarray(0, 6_000), 'truncated', ''],
    ['is cut off between entries', good().subarray(0, 1_024), 'truncated', ''],
    ['is gzip that is cut off', gzipSync(good()).subarray(0, 300), 'truncated', 'gzip'],
    ['is gzip with broken bytes', brokenGzip(good()), 'corrupt', 'gzip'],
    ['has a broken header', brokenHeader(good()), 'corrupt', 'byte 0'],
    [
      'climbs out of its folder',
      tar((one) => one.file('../../etc/passwd', 'x')),
      'path-escape',
      '../../etc/passwd',
    ],
    [
      'has a document that is no JSON',
      tar((one) => one.file('index.json', '{"')),
      'invalid-document',
      'index.json',
    ],
    [
      'has documents of wrong types',
      tar((one) => one.file('index.json', '{"schemaVersion":2,"manifests":{"length":1}}')),
      'invalid-document',
      'manifests',
    ],
    [
      'has a manifest of wrong types',
      craftedArchive({ manifest: { schemaVersion: 2, config: 'x', layers: [[]] } }),
      'invalid-document',
      'config',
    ],
    ['has a config of wrong types', craftedArchive({ config: { config: [] } }), 'invalid-document', 'config'],
    [
      'has no platform',
      tar((one) => one.file('manifest.json', '[{"Config":"a.json","Layers":"b"}]')),
      'invalid-document',
      'Layers',
    ],
    [
      'holds no image',
      tar((one) => one.file('index.json', '{"schemaVersion":2}')),
      'no-such-image',
      'no image',
    ],
    [
      'has a blob that is not what its name says',
      tar((one) => one.file('index.json', '{"schemaVersion":2}').file(blobPath('0'.repeat(64)), 'something')),
      'digest-mismatch',
      blobPath('0'.repeat(64)),
    ],
    [
      'has a layer that is not what the config says',
      craftedArchive({ layers: [{ bytes: layer, diffId: digestOf(Buffer.from('other')) }] }),
      'digest-mismatch',
      digestOf(layer),
    ],
    [
      'has an encrypted layer',
      craftedArchive({ layers: [{ bytes: layer, mediaType: encrypted }] }),
      'encrypted',
      encrypted,
    ],
    [
      'has a layer of a type nobody knows',
      craftedArchive({ layers: [{ bytes: layer, mediaType: 'text/plain' }] }),
      'unsupported',
      'text/plain',
    ],
    [
      'has links in a circle',
      tar((one) => one.symlink('index.json', 'b.json').symlink('b.json', 'index.json')),
      'corrupt',
      'circle',
    ],
    [
      'holds one path twice with different content',
      tar((one) => one.file('index.json', '{}').file('index.json', '{"schemaVersion":2}')),
      'corrupt',
      'twice',
    ],
  ];

  it.each(cases)('is refused when it %s', async (_, bytes, reason, detail) => {
    const refusal = await scanner.refusedUpload('/v1/scans/archive', bytes);
    expect(refusal).toMatchObject({ type: '/problems/archive-invalid', reason, status: 422 });
    expect(refusal.detail).toContain(detail);
    expect(await rowCounts()).toEqual(before);
    expect(await service.storedFiles()).toEqual([]);
  });

  it.each([
    ['too long', 'a'.repeat(501)],
    ['no text that a database holds', 'a\0b'],
  ])('is refused when it gives its image a name that is %s', async (_, name) => {
    const refusal = await scanner.refusedUpload(
      '/v1/scans/archive',
      debianImage().named(name).asOldDockerArchive(),
    );
    expect(refusal).toMatchObject({ reason: 'invalid-document', detail: expect.stringContaining('name') });
    expect(await rowCounts()).toEqual(before);
    expect(await service.storedFiles()).toEqual([]);
  });

  it('is refused when a layer is missing, with what is missing', async () => {
    const archive = craftedArchive({ layers: [{ bytes: randomTar(), isHeld: false }] });
    const refusal = await scanner.refusedUpload('/v1/scans/archive', archive);
    expect(refusal).toMatchObject({
      type: '/problems/missing-blob',
      missing: [{ path: expect.any(String) }],
    });
    expect(await rowCounts()).toEqual(before);
    expect(await service.storedFiles()).toEqual([]);
  });

  it('is refused when there is no body at all', async () => {
    const response = await fetch(`${service.address}/v1/scans/archive`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scanner.key}` },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await rowCounts()).toEqual(before);
  });
});

describe('a layer that is broken', () => {
  const scanOf = (bytes: Buffer, diffId: string, mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip') =>
    scanner.scan(craftedArchive({ layers: [{ bytes, diffId, mediaType }] }));

  it.each([
    ['has other content than the config says', gzipSync(randomTar()), 'digest-mismatch'],
    ['is cut off', gzipSync(randomTar()).subarray(0, 600), 'truncated'],
    ['has broken bytes', brokenGzip(randomTar()), 'corrupt'],
    ['is no tar', gzipSync(randomBytes(2_048)), 'corrupt'],
    ['climbs out of the root', gzipSync(tar((one) => one.file('../../../tmp/escaped', 'x'))), 'path-escape'],
    ['links out of the root', gzipSync(tar((one) => one.hardLink('a', '../../etc/shadow'))), 'path-escape'],
  ])('fails its scan when it %s', async (_, bytes, code) => {
    const diffId = digestOf(randomBytes(32));
    const scan = await scanOf(bytes, diffId);
    expect(scan).toMatchObject({ state: 'failed', targetId: null, error: { code } });
    expect(scan.error!.message).toContain(diffId);
    await service.contentCleared();
    const verdict = await scanner.get<Wire<Verdict>>(`/v1/verdicts/${scan.digest}`);
    expect(verdict).toMatchObject({ decision: 'unknown', reasons: [{ code: 'scan-failed' }] });
    expect(await service.query('SELECT 1 FROM layer WHERE diff_id = $1', [diffId])).toEqual([]);
  });

  it('leaves the worker fit for the next one', async () => {
    await scanOf(gzipSync(randomTar()), digestOf(randomBytes(32)));
    expect(await scanner.scan(good())).toMatchObject({ state: 'succeeded' });
  });
});

function randomTar(): Buffer {
  return new TarBuilder().file('random', randomBytes(4_096)).toBuffer();
}

function brokenGzip(content: Buffer): Buffer {
  const bytes = gzipSync(content);
  bytes.fill(0xff, 100, 140);
  return bytes;
}

function brokenHeader(archive: Buffer): Buffer {
  const bytes = Buffer.from(archive);
  bytes.write('9', 5);
  return bytes;
}
