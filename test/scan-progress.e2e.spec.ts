import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scan } from '../src/contracts/scan.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

/** An image whose second layer holds that many mebibytes that do not compress. */
const imageOf = (mebibytes: number) =>
  debianImage([aPackageName(), '1.0']).withLayer(
    (layer) => layer.file('data', randomBytes(mebibytes * 1024 * 1024)),
    { compression: 'none' },
  );
const submitted = async (archive: Buffer): Promise<Wire<Scan>> => {
  const response = await scanner.upload('/v1/scans/archive', archive);
  expect(response.status).toBe(202);
  return response.body as Wire<Scan>;
};
const ranks = { queued: 0, running: 1, succeeded: 2, failed: 2 };

/** Progress as people may rely on it: it never goes back, and ends complete. */
function expectSteady(states: readonly Wire<Scan>[]): void {
  const steps = states.map(({ state, progress }) => [ranks[state], progress.percent] as const);
  for (const [index, [rank, percent]] of steps.entries()) {
    const [earlierRank, earlierPercent] = steps[index - 1] ?? [0, 0];
    expect(rank).toBeGreaterThanOrEqual(earlierRank);
    expect(percent).toBeGreaterThanOrEqual(earlierPercent);
  }
  const last = states.at(-1)!;
  expect(last).toMatchObject({ state: 'succeeded', progress: { percent: 100, step: 'done' } });
  expect(last.progress.bytesDone).toBe(last.progress.bytesTotal);
  expect(last.progress.layersDone).toBe(last.progress.layersTotal);
}

describe('a submitted scan', () => {
  it('is where the Location header says', async () => {
    const response = await scanner.upload('/v1/scans/archive', debianImage().asOciArchive());
    const { id } = response.body as Wire<Scan>;
    expect(response.headers['location']).toBe(`/v1/scans/${id}`);
    expect(response.body).toMatchObject({ state: 'queued', targetId: null, progress: { percent: 0 } });
    expect(await scanner.get(`/v1/scans/${id}`)).toMatchObject({ id });
    await scanner.scanEnd(id);
  });

  it('is told of in the list, newest first, by state and by digest', async () => {
    const image = debianImage([aPackageName(), '1.0']);
    const { id } = await submitted(image.asOciArchive());
    await scanner.scanEnd(id);
    const { manifestDigest } = image.build();
    const found = await scanner.all<Wire<Scan>>(`/v1/scans?digest=${manifestDigest}&state=succeeded`);
    expect(found.map((scan) => scan.id)).toEqual([id]);
    expect(await scanner.all(`/v1/scans?digest=${manifestDigest}&state=failed&state=queued`)).toEqual([]);
  });
});

describe('the progress of a scan', () => {
  it('is told by server-sent events that end with it', async () => {
    const { id } = await submitted(imageOf(24).asOciArchive());
    const states = await scanner.events<Wire<Scan>>(`/v1/scans/${id}/events`);
    expect(states.length).toBeGreaterThan(1);
    expectSteady(states);
    expect(await scanner.events<Wire<Scan>>(`/v1/scans/${id}/events`)).toEqual([states.at(-1)]);
  });

  it('is told by a GraphQL subscription that ends with it', async () => {
    const { id } = await submitted(imageOf(24).asOciArchive());
    const answers = await scanner.subscribe<{ scanChanged: Wire<Scan> }>(
      `subscription ($id: ID!) {
        scanChanged(id: $id) { state progress { percent step bytesDone bytesTotal layersDone layersTotal } }
      }`,
      { id },
    );
    const states = answers.map(({ data: { scanChanged } }) => scanChanged);
    expectSteady(states.map((scan) => ({ ...scan, state: scan.state.toLowerCase() as Scan['state'] })));
  });

  it('is told by asking again', async () => {
    const { id } = await submitted(imageOf(24).asOciArchive());
    const states: Wire<Scan>[] = [];
    await until(
      async () => {
        const scan = await scanner.get<Wire<Scan>>(`/v1/scans/${id}`);
        states.push(scan);
        return scan;
      },
      ({ state }) => state === 'succeeded',
    );
    expectSteady(states);
  });

  it('cannot be followed for a scan that is not there', async () => {
    const id = randomUUID();
    expect(await scanner.get(`/v1/scans/${id}/events`, 404)).toMatchObject({ type: '/problems/not-found' });
    const [answer] = await scanner.subscribe(`subscription { scanChanged(id: "${id}") { state } }`);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('an Idempotency-Key', () => {
  const upload = (archive: Buffer, key: string, caller = scanner) =>
    caller.upload('/v1/scans/archive', archive, { 'idempotency-key': key });

  it('gives the first answer again, with its Location', async () => {
    const [archive, key] = [debianImage([aPackageName(), '1.0']).asOciArchive(), randomUUID()];
    const first = await upload(archive, key);
    const second = await upload(archive, key);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.status).toBe(202);
    expect(second.headers).toMatchObject({
      'idempotency-replayed': 'true',
      location: first.headers['location'],
    });
    expect(second.body).toEqual(first.body);
    await scanner.scanEnd((first.body as Scan).id);
  });

  it('is refused for another body, another query and another route', async () => {
    const key = randomUUID();
    const headers = { 'idempotency-key': key };
    const body = {
      scope: { checks: ['image-user-root'] },
      reason: 'not reached from outside',
      expiresAt: inADay(),
    };
    const first = await scanner.request('post', '/v1/exemptions').set(headers).send(body);
    expect(first.status).toBe(201);
    const again = await scanner.request('post', '/v1/exemptions').set(headers).send(body);
    expect(again.body).toEqual(first.body);
    const others = [
      await scanner
        .request('post', '/v1/exemptions')
        .set(headers)
        .send({ ...body, reason: 'another reason' }),
      await scanner.upload('/v1/scans/archive', debianImage().asOciArchive(), headers),
      await scanner.upload('/v1/scans/archive?reference=a', debianImage().asOciArchive(), headers),
    ];
    expect(others.map(({ status }) => status)).toEqual([422, 422, 422]);
    for (const { body: problem } of others)
      expect(problem).toMatchObject({ type: '/problems/idempotency-mismatch' });
  });

  it('belongs to the caller who used it', async () => {
    const [archive, key] = [debianImage([aPackageName(), '1.0']).asOciArchive(), randomUUID()];
    const first = await upload(archive, key);
    const other = await upload(archive, key, await service.caller('scanner'));
    expect(other.headers['idempotency-replayed']).toBeUndefined();
    expect((other.body as Scan).id).not.toBe((first.body as Scan).id);
  });

  it('is free again after a request that failed', async () => {
    const key = randomUUID();
    expect((await upload(Buffer.from('no archive'), key)).status).toBe(422);
    expect((await upload(debianImage([aPackageName(), '1.0']).asOciArchive(), key)).status).toBe(202);
  });

  it('is refused when it is no header value of its own kind', async () => {
    const response = await upload(debianImage().asOciArchive(), 'with spaces');
    expect(response.status).toBe(400);
  });

  it('makes one scan of many requests at once', async () => {
    const [image, key] = [debianImage([aPackageName(), '1.0']), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(image.asOciArchive(), key)));
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    expect(await scanner.all(`/v1/scans?digest=${image.build().manifestDigest}`)).toHaveLength(1);
  });
});

const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
