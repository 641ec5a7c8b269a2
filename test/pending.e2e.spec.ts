import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start({}, { api: true, worker: false });
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const gate = (digest: string) => scanner.get<Wire<Verdict>>(`/v1/verdicts/${digest}`);
const queued = async () => {
  const image = debianImage([aPackageName(), '1.0']);
  const { body } = await scanner.upload('/v1/scans/archive', image.asOciArchive());
  return { scan: body as Wire<Scan>, ...image.build() };
};

describe('an image whose scan waits for a worker', () => {
  it('is pending at the gate, by either digest, with where to follow the scan', async () => {
    const { scan, imageId, manifestDigest } = await queued();
    for (const digest of [imageId, manifestDigest]) {
      expect(await gate(digest)).toMatchObject({
        digest,
        decision: 'pending',
        targetId: null,
        reasons: [{ code: 'scan-under-way', remediation: expect.stringContaining(scan.id) }],
      });
    }
    const { data } = await scanner.graphql(`{ verdict(digest: "${imageId}") { decision } }`);
    expect(data).toEqual({ verdict: { decision: 'PENDING' } });
    expect(await scanner.get(`/v1/scans/${scan.id}`)).toMatchObject({ state: 'queued', startedAt: null });
  });

  it('is denied under a policy that wants it so', async () => {
    const { imageId } = await queued();
    const author = await service.caller('author');
    const text = policyText('hasty', { gate: '{ fail_on: high, pending: deny }' });
    await author.post('/v1/policies/hasty/versions', { text, message: 'nothing runs unseen' }, 201);
    expect(await scanner.get(`/v1/verdicts/${imageId}?policy=hasty`)).toMatchObject({
      decision: 'deny',
      reasons: [{ code: 'scan-under-way' }],
    });
    expect((await gate(imageId)).decision).toBe('pending');
  });

  it('keeps its blobs until a worker comes, and is decided then', async () => {
    const { scan, imageId, layers } = await queued();
    expect((await service.storedFiles()).map((name) => `sha256:${name}`)).toEqual(
      expect.arrayContaining([imageId, layers[0]!.digest]),
    );
    await service.restart();
    scanner = await service.caller('scanner');
    expect(await scanner.scanEnd(scan.id)).toMatchObject({ state: 'succeeded' });
    expect((await gate(imageId)).decision).not.toBe('pending');
    await service.contentCleared();
  });
});
