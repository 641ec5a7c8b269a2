import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MemorySink } from '../../test/support/memory-sink.js';
import {
  sendJson,
  sendProblem,
  startFakeService,
  type FakeService,
} from '../../test/support/fake-service.js';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import { ingestArchive } from '../engine/artifacts/archive-reader.js';
import { anImage } from '../engine/artifacts/image-builder.js';
import { IronhullClient } from './ironhull-client.js';

const image = anImage()
  .withLayer((layer) => layer.file('base', 'b'.repeat(50_000)), { compression: 'none' })
  .withLayer((layer) => layer.file('app', 'a'.repeat(90_000)), { compression: 'none' })
  .named('app:1');
const diffIds = image.build().layers.map((layer) => layer.diffId);
let folder: string;
let service: FakeService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-upload-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => service.close());

async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'image.tar');
  await writeFile(path, bytes);
  return path;
}

/** Reads archives as the service does, knowing those layers. */
async function startService(known: readonly (string | undefined)[]): Promise<IronhullClient> {
  service = await startFakeService(({ body }, response) => {
    const isKnownLayer = async (diffId: string) => known.includes(diffId);
    ingestArchive(Readable.from([body]), new MemorySink(), { isKnownLayer }).then(
      ({ imageId }) => sendJson(response, 202, { id: imageId }),
      (error: unknown) => {
        if (!(error instanceof ArchiveError)) throw error;
        sendProblem(response, 422, error.code, error.message, { ...error.details });
      },
    );
  });
  return new IronhullClient({ url: service.url, key: null });
}

const sent = () => service.requests.map(({ body }) => body.length);

describe.each([
  ['docker save', image.asDockerArchive()],
  ['an OCI layout', image.asOciArchive()],
  ['docker save of old', image.asOldDockerArchive()],
])('scanArchive of %s', (_kind, bytes) => {
  it('sends the documents alone when all layers are known', async () => {
    const client = await startService(diffIds);
    expect((await client.scanArchive(await fileOf(bytes))).id).toBe(image.build().imageId);
    expect(sent()).toEqual([expect.toSatisfy((length: number) => length < 20_000)]);
  });

  it('sends the layers that are missing, and tells how far it is', async () => {
    const client = await startService([diffIds[0]]);
    const told: (number | null)[] = [];
    await client.scanArchive(await fileOf(bytes), { onSent: (_sent, total) => told.push(total) });
    const [first = 0, second = 0] = sent();
    expect(first).toBeLessThan(20_000);
    expect(second).toBeGreaterThan(90_000);
    expect(second).toBeLessThan(120_000);
    expect(told.at(-1)).toBeGreaterThan(90_000);
    expect(service.requests).toHaveLength(2);
  });
});

describe('scanArchive of a file that can be handed over', () => {
  const bytes = image.asOciArchive();
  const withdrawn: string[] = [];
  const offer = async (path: string) => ({
    id: `offer of ${path}`,
    withdraw: async () => void withdrawn.push(path),
  });
  afterEach(() => withdrawn.splice(0));

  it('names the offer, sends nothing, and withdraws it', async () => {
    service = await startFakeService((_request, response) => sendJson(response, 202, { id: 'done' }));
    const client = new IronhullClient({ url: service.url, key: null, offer });
    const path = await fileOf(bytes);
    expect(await client.scanArchive(path, { platform: 'linux/arm64' })).toEqual({ id: 'done' });
    const query = new URL(service.requests[0]!.url, service.url).searchParams;
    expect([...query]).toEqual([
      ['platform', 'linux/arm64'],
      ['file', 'image.tar'],
      ['handover', `offer of ${path}`],
    ]);
    expect(sent()).toEqual([0]);
    expect(withdrawn).toEqual([path]);
  });

  it('sends it when the service does not take it so', async () => {
    service = await startFakeService(({ url }, response) => {
      if (url.includes('handover=')) sendProblem(response, 404, 'not-found', 'Nothing is handed over.');
      else sendJson(response, 202, { id: 'done' });
    });
    const client = new IronhullClient({ url: service.url, key: null, offer });
    const path = await fileOf(bytes);
    expect(await client.scanArchive(path)).toEqual({ id: 'done' });
    expect(service.requests).toHaveLength(2);
    expect(withdrawn).toEqual([path]);
  });

  it('sends it when nothing can be offered', async () => {
    service = await startFakeService((_request, response) => sendJson(response, 202, { id: 'done' }));
    const client = new IronhullClient({ url: service.url, key: null, offer: async () => null });
    await client.scanArchive(await fileOf(bytes));
    expect(service.requests.map(({ url }) => url)).toEqual(['/v1/scans/archive?file=image.tar']);
  });
});

describe('scanArchive', () => {
  it('sends a compressed archive whole', async () => {
    const client = await startService([]);
    const bytes = gzipSync(image.asDockerArchive());
    await client.scanArchive(await fileOf(bytes));
    expect(service.requests[0]?.body.equals(bytes)).toBe(true);
    expect(service.requests).toHaveLength(1);
  });

  it('sends a stream whole, with the choice of the image', async () => {
    const client = await startService([]);
    const bytes = image.asDockerArchive();
    await client.scanArchive(Readable.from([bytes]), { reference: 'app:1', platform: 'linux/amd64' });
    expect(service.requests[0]?.body.equals(bytes)).toBe(true);
    expect(service.requests[0]?.url).toBe('/v1/scans/archive?reference=app%3A1&platform=linux%2Famd64');
  });

  it('sends the whole file when the service does not say which layers it lacks', async () => {
    service = await startFakeService(({ body }, response) => {
      if (body.length > 100_000) return sendJson(response, 202, { id: 'done' });
      sendProblem(response, 422, 'missing-blob', 'Something is missing.', { missing: [{ path: 7 }, null] });
    });
    const client = new IronhullClient({ url: service.url, key: null });
    const bytes = image.asDockerArchive();
    expect(await client.scanArchive(await fileOf(bytes))).toEqual({ id: 'done' });
    expect(service.requests.at(-1)?.body.equals(bytes)).toBe(true);
  });

  it('fails with what the service says about the archive', async () => {
    const client = await startService([]);
    await expect(client.scanArchive(await fileOf(Buffer.from('# A text\n'.repeat(99))))).rejects.toThrow(
      'This is no tar archive',
    );
  });

  it('fails with the error of the stream it sends', async () => {
    const client = await startService([]);
    const broken = async function* () {
      yield Buffer.alloc(10);
      throw new Error('the disk is gone');
    };
    await expect(client.scanArchive(broken())).rejects.toThrow('the disk is gone');
  });

  it('fails with the system error for a file that is not there', async () => {
    const client = await startService([]);
    await expect(client.scanArchive(join(folder, 'none.tar'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('hands over a refusal that comes before the body is sent', async () => {
    const client = await startService([]);
    await service.close();
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) =>
      sendProblem(response, 413, 'payload-too-large', 'Too large.'),
    );
    await new Promise<void>((resolve) =>
      server.listen(Number(new URL(client.url).port), '127.0.0.1', resolve),
    );
    const endless = async function* () {
      for (;;) yield Buffer.alloc(65_536);
    };
    await expect(client.scanArchive(endless())).rejects.toThrow('Too large.');
    server.closeAllConnections();
    server.close();
  });
});
