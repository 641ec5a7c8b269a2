import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../src/contracts/component.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { TarBuilder } from '../src/engine/artifacts/tar-builder.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { cyclonedxJson, cyclonedxXml, spdxJson, spdxTagValue } from './support/sbom-samples.js';
import { cyclonedxErrors, spdxErrors } from './support/sbom-schemas.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start({ IRONHULL_MAX_DOCUMENT: '1 MiB' });
  admin = await service.caller('admin');
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const scan = async (kind: 'source' | 'sbom', body: Buffer | string, query = ''): Promise<Wire<Scan>> => {
  const response = await admin.upload(`/v1/scans/${kind}${query}`, Buffer.from(body));
  expect(response.status, response.text).toBe(202);
  return admin.scanEnd((response.body as Wire<Scan>).id);
};
const targetOf = async (kind: 'source' | 'sbom', body: Buffer | string, query = ''): Promise<string> => {
  const { targetId, error } = await scan(kind, body, query);
  if (!targetId) throw new Error(`the scan failed: ${JSON.stringify(error)}`);
  return targetId;
};
const target = (id: string) => admin.get<Wire<Target>>(`/v1/targets/${id}`);
const verdict = (id: string) => admin.get<Wire<Verdict>>(`/v1/targets/${id}/verdict`);
const purlsIn = async (id: string) =>
  (await admin.all<Wire<Component>>(`/v1/targets/${id}/components`)).map(({ purl }) => purl).sort();
const flawsOf = (id: string) => admin.all<Wire<Finding>>(`/v1/targets/${id}/findings?kind=vulnerability`);
const lockOf = (name: string, isDevelopment: boolean) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop' },
      [`node_modules/${name}`]: { version: '1.3.0', ...(isDevelopment ? { dev: true } : {}) },
    },
  });
const folder = (name: string, isDevelopment = false) =>
  new TarBuilder()
    .file('shop/package-lock.json', lockOf(name, isDevelopment))
    .file('shop/index.js', 'x')
    .toBuffer();
const npmFlaw = (name: string, id = aCve()) => ({
  ...osvRecord({ id, name, fixed: '1.4.0', ecosystem: 'npm' }),
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
});
const report = async (id: string, format: string) => {
  const response = await admin.request('get', `/v1/targets/${id}/report?format=${format}`);
  expect(response.status, response.text).toBe(200);
  return { type: response.headers['content-type'], text: response.text };
};

describe('a folder of sources', () => {
  it('is judged by its lock files, and judged again when an advisory arrives', async () => {
    const name = aPackageName();
    await admin.import(npmFlaw(aPackageName()));
    const id = await targetOf('source', gzipSync(folder(name)), '?reference=shop');
    expect(await target(id)).toMatchObject({
      kind: 'source',
      imageId: null,
      platform: null,
      references: ['shop'],
      componentCount: 1,
      isComplete: true,
    });
    expect(await verdict(id)).toMatchObject({ decision: 'allow' });
    await admin.import(npmFlaw(name));
    expect(await verdict(id)).toMatchObject({ decision: 'deny', change: { from: 'allow' } });
    expect(await flawsOf(id)).toMatchObject([
      {
        component: { name, isDevelopment: false },
        fixedVersion: '1.4.0',
        location: { path: '/shop/package-lock.json', layer: null },
      },
    ]);
  });

  it('is not denied for what only its development needs', async () => {
    const name = aPackageName();
    await admin.import(npmFlaw(name));
    const id = await targetOf('source', folder(name, true));
    expect(await verdict(id)).toMatchObject({ decision: 'allow' });
    expect(await flawsOf(id)).toMatchObject([{ component: { name, isDevelopment: true } }]);
  });

  it('is undecided without a lock file', async () => {
    const id = await targetOf('source', new TarBuilder().file('a.txt', 'x').toBuffer());
    expect(await target(id)).toMatchObject({
      isComplete: false,
      problems: [expect.stringContaining('no lock file')],
    });
    expect(await verdict(id)).toMatchObject({ decision: 'unknown' });
  });

  it('is one target while its lock files are the same', async () => {
    const name = aPackageName();
    const first = await targetOf('source', folder(name), '?reference=a');
    expect(await targetOf('source', gzipSync(folder(name)), '?reference=b')).toBe(first);
    expect(await target(first)).toMatchObject({ references: ['a', 'b'] });
  });

  it('fails when it is no tar, and keeps nothing of one that is too large', async () => {
    expect(await scan('source', 'hello')).toMatchObject({ state: 'failed', targetId: null });
    const refused = await admin.refusedUpload('/v1/scans/source', Buffer.alloc(2 ** 20 + 1), 413);
    expect(refused.detail).toContain('IRONHULL_MAX_DOCUMENT');
  });
});

describe('a bill of materials', () => {
  it('is the same packages in every format', async () => {
    const ids = [];
    for (const sample of [cyclonedxJson, cyclonedxXml, spdxJson, spdxTagValue]) {
      ids.push(await targetOf('sbom', sample));
    }
    const [first, ...others] = await Promise.all(ids.map(purlsIn));
    expect(first).toHaveLength(4);
    expect(others).toEqual([first, first, first]);
    expect(await target(ids[0]!)).toMatchObject({
      kind: 'sbom',
      references: ['shop:2.1'],
      isComplete: false,
      problems: [expect.stringContaining('homegrown')],
    });
  });

  it('is matched with advisories like an image', async () => {
    await admin.import([
      osvRecord({ id: aCve(), name: 'openssl', fixed: '3.0.13-1~deb12u1', severity: 'critical' }),
      npmFlaw(aPackageName()),
    ]);
    const id = await targetOf('sbom', cyclonedxJson);
    expect(await verdict(id)).toMatchObject({ decision: 'deny' });
    expect(await flawsOf(id)).toMatchObject([{ component: { name: 'libssl3' }, severity: 'critical' }]);
  });

  it('fails when it is none, with the reason', async () => {
    expect(await scan('sbom', '{"a":1}')).toMatchObject({
      state: 'failed',
      error: { code: 'invalid-document', message: expect.stringContaining('no bill of materials') },
    });
  });
});

describe('a report', () => {
  it.each(['cyclonedx', 'spdx'])('of an image as %s comes back in as the same packages', async (format) => {
    const image = debianImage([aPackageName(), '1.0-1'], [aPackageName(), '2:3.1-4']);
    const id = await admin.targetOf(image.asOciArchive());
    const { text } = await report(id, format);
    expect(format === 'spdx' ? spdxErrors(text) : cyclonedxErrors(text, '1.7')).toEqual([]);
    expect(await purlsIn(await targetOf('sbom', text))).toEqual(await purlsIn(id));
    expect((await report(id, format)).text).toBe(text);
  });

  it('says what was decided about each vulnerability', async () => {
    const name = aPackageName();
    await admin.import(npmFlaw(name));
    const id = await targetOf('source', folder(name));
    const [flaw] = await flawsOf(id);
    const { type, text } = await report(id, 'cyclonedx');
    expect(type).toContain('application/vnd.cyclonedx+json');
    expect(JSON.parse(text)).toMatchObject({
      specVersion: '1.7',
      metadata: { properties: expect.arrayContaining([{ name: 'ironhull:decision', value: 'deny' }]) },
      components: [{ name, purl: `pkg:npm/${name}@1.3.0` }],
      vulnerabilities: [{ id: flaw?.advisory, analysis: { state: 'in_triage' } }],
    });
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const scope = { findings: [flaw?.fingerprint] };
    const asked = await admin.post<{ id: string }>('/v1/exemptions', {
      scope,
      reason: 'Not reachable from outside',
      expiresAt,
    });
    const approver = await service.caller('approver');
    await approver.post(`/v1/exemptions/${asked.id}/approve`);
    const accepted = (await report(id, 'cyclonedx')).text;
    expect(cyclonedxErrors(accepted, '1.7')).toEqual([]);
    expect(JSON.parse(accepted)).toMatchObject({
      vulnerabilities: [{ analysis: { state: 'exploitable', response: ['will_not_fix'] } }],
    });
  });

  it('of findings is SARIF, or what CI servers read', async () => {
    const name = aPackageName();
    await admin.import(npmFlaw(name));
    const id = await targetOf('source', folder(name));
    const [flaw] = await flawsOf(id);
    const { type, text } = await report(id, 'sarif');
    expect(type).toContain('application/sarif+json');
    expect(JSON.parse(text)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: expect.arrayContaining([
            expect.objectContaining({
              ruleId: flaw?.advisory,
              partialFingerprints: { 'ironhull/v1': flaw?.fingerprint },
            }),
          ]),
        },
      ],
    });
    const junit = await report(id, 'junit');
    expect(junit.type).toContain('application/xml');
    expect(junit.text).toContain('name="verdict under ');
  });

  it('is refused for a format nobody knows, and for no target', async () => {
    const id = await targetOf('sbom', cyclonedxJson);
    await admin.get(`/v1/targets/${id}/report?format=word`, 422);
    await admin.get('/v1/targets/00000000-0000-4000-8000-000000000000/report', 404);
  });
});
