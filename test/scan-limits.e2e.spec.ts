import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tarHeaderBlock } from '../src/engine/artifacts/tar-builder.js';
import { craftedArchive, digestOf, gzippedZeros } from './support/crafted-archive.js';
import { aPackageName, debianImage } from './support/images.js';
import { TestService, until, type Caller } from './support/service.js';

const mebibyte = 1024 * 1024;

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start({ IRONHULL_MAX_UPLOAD: '8MiB' });
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const scanCount = async () => (await scanner.all('/v1/scans')).length;

/** Runs it, and tells by how many bytes this process, which runs the service too, grew at most meanwhile. */
async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
  await work().finally(() => clearInterval(timer));
  return Math.max(most, process.memoryUsage.rss()) - before;
}

/** So many entries without content: 512 bytes each, all alike but for their names, compressed as they are made. */
function emptyEntries(count: number): Buffer {
  const block = 50_000;
  const members: Buffer[] = [];
  const one = tarHeaderBlock({ path: 'e', typeFlag: '0', size: 0 });
  const member = gzipSync(Buffer.concat(Array.from({ length: block }, () => one)));
  for (let made = 0; made < count; made += block) members.push(member);
  return Buffer.concat(members);
}

describe('an upload above the limit', () => {
  it('is refused with the limit and its setting, and leaves nothing', async () => {
    const before = await scanCount();
    const archive = debianImage()
      .withLayer((layer) => layer.file('big', Buffer.alloc(12 * mebibyte, 1)), { compression: 'none' })
      .asOciArchive();
    const refusal = await scanner.refusedUpload('/v1/scans/archive', archive, 413);
    expect(refusal).toMatchObject({ type: '/problems/payload-too-large', status: 413 });
    expect(refusal.detail).toMatch(/8388608 bytes \(IRONHULL_MAX_UPLOAD\)/);
    expect(await scanCount()).toBe(before);
    await service.contentCleared();
  });

  it('is refused for advisories too', async () => {
    const importer = await service.caller('admin');
    const bytes = Buffer.concat([Buffer.from('['), Buffer.alloc(12 * mebibyte, ' '), Buffer.from(']')]);
    expect(await importer.refusedUpload('/v1/advisories/imports', bytes, 413)).toMatchObject({ status: 413 });
    await service.contentCleared();
  });

  it('is not read to its end', async () => {
    const sent = await endlessUpload();
    expect(sent.status).toBe(413);
    expect(sent.bytes).toBeLessThan(200 * mebibyte);
    await service.contentCleared();
  });

  it('is refused as JSON beside the streamed routes', async () => {
    const response = await scanner
      .request('post', '/v1/exemptions')
      .send({ reason: 'x'.repeat(6 * mebibyte) });
    expect(response.status).toBe(413);
    expect(response.body).toMatchObject({ type: '/problems/payload-too-large' });
  });
});

describe('a client that goes away in the middle of its upload', () => {
  it('leaves nothing behind', async () => {
    const before = await scanCount();
    await brokenOffUpload(debianImage([aPackageName(), '1.0']).asOciArchive().subarray(0, 6_000));
    await service.contentCleared();
    expect(await scanCount()).toBe(before);
    expect(await scanner.scan(debianImage([aPackageName(), '1.0']).asOciArchive())).toMatchObject({
      state: 'succeeded',
    });
  });
});

describe('a bomb', () => {
  it('is refused at the upload when the archive is one, in little memory', async () => {
    const bomb = gzippedZeros(3 * 1024);
    expect(bomb.length).toBeLessThan(8 * mebibyte);
    const growth = await growthDuring(async () => {
      const refusal = await scanner.refusedUpload('/v1/scans/archive', bomb);
      expect(refusal).toMatchObject({ type: '/problems/archive-invalid', reason: 'bomb' });
    });
    expect(growth).toBeLessThan(400 * mebibyte);
    await service.contentCleared();
  });

  it('fails the scan when a layer is one, and the worker goes on', async () => {
    const bytes = gzippedZeros(3 * 1024);
    const layer = {
      bytes,
      diffId: digestOf(bytes),
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    };
    const growth = await growthDuring(async () => {
      const scan = await scanner.scan(craftedArchive({ layers: [layer] }));
      expect(scan).toMatchObject({ state: 'failed', error: { code: 'bomb' } });
      expect(scan.error!.message).toContain(layer.diffId);
    });
    expect(growth).toBeLessThan(400 * mebibyte);
    await service.contentCleared();
    expect(await scanner.scan(debianImage([aPackageName(), '1.0']).asOciArchive())).toMatchObject({
      state: 'succeeded',
    });
  });

  it('fails the scan when a layer has too many entries', async () => {
    const bytes = emptyEntries(2_050_000);
    expect(bytes.length).toBeLessThan(8 * mebibyte);
    const layer = {
      bytes,
      diffId: digestOf(bytes),
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    };
    const scan = await scanner.scan(craftedArchive({ layers: [layer] }));
    expect(scan).toMatchObject({ state: 'failed', error: { code: 'too-many-entries' } });
    await service.contentCleared();
  });
});

/** Sends zeros until the service answers; how many were sent, and what it said. */
async function endlessUpload(): Promise<{ status: number; bytes: number }> {
  const chunk = Buffer.alloc(mebibyte);
  chunk.set(debianImage().asOciArchive().subarray(0, 512));
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const request = post((status) => {
      request.destroy();
      resolve({ status, bytes });
    });
    request.on('error', reject);
    const send = (): void => {
      while (!request.destroyed && bytes < 400 * mebibyte) {
        bytes += chunk.length;
        if (!request.write(chunk)) return void request.once('drain', send);
      }
      request.end();
    };
    send();
  });
}

async function brokenOffUpload(bytes: Buffer): Promise<void> {
  const request = post(() => undefined);
  const closed = new Promise((resolve) => request.once('close', resolve));
  request.on('error', () => undefined);
  request.write(bytes);
  await until(
    () => service.storedFiles(),
    (names) => names.length > 0,
  );
  request.destroy();
  await closed;
}

function post(onStatus: (status: number) => void) {
  const headers = { authorization: `Bearer ${scanner.key}`, 'transfer-encoding': 'chunked' };
  return httpRequest(`${service.address}/v1/scans/archive`, { method: 'POST', headers }, (response) => {
    response.resume();
    onStatus(response.statusCode ?? 0);
  });
}
