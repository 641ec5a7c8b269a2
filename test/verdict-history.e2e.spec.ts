import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const targetWith = (...names: string[]) =>
  admin.targetOf(debianImage(...names.map((name) => [name, '1.0'] as const)).asOciArchive());
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const changesOf = async (targetId: string) => {
  await verdictOf(targetId);
  const { items } = await admin.get<Page<Wire<Verdict>>>(`/v1/targets/${targetId}/history`);
  return items.map(({ decision, change }) => ({ decision, ...change! }));
};
const publish = (cve: string, name: string) =>
  admin.import([
    osvRecord({ id: `DEBIAN-${cve}`, name, fixed: '2.0', severity: 'critical', upstream: [cve] }),
  ]);

describe("a target's history", () => {
  it('says why each verdict followed the one before it', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    expect(await changesOf(targetId)).toMatchObject([
      { decision: 'allow', from: null, causes: [{ code: 'first-verdict' }] },
    ]);
    await publish(cve, name);
    const [denied] = await changesOf(targetId);
    expect(denied).toMatchObject({
      decision: 'deny',
      from: 'allow',
      causes: [{ code: 'advisory-published', subject: cve }],
    });
    expect(denied!.summary).toMatch(/^allow → deny on \d{4}-\d{2}-\d{2} because CVE-\S+ was published for /);

    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const request = { scope: { vulnerabilities: [cve] }, reason: 'not reached', expiresAt };
    const { id } = await admin.post<Wire<Exemption>>('/v1/exemptions', request, 201);
    await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
    expect((await changesOf(targetId))[0]).toMatchObject({
      decision: 'allow',
      from: 'deny',
      causes: [{ code: 'exemption-began', subject: id }],
    });
    await approver.post(`/v1/exemptions/${id}/revoke`, {}, 200);
    expect((await changesOf(targetId))[0]).toMatchObject({
      decision: 'deny',
      causes: [{ code: 'exemption-ended', subject: id }],
    });
    await admin.import(exploitedCatalogue('CVE-2020-0001', cve));
    expect((await changesOf(targetId))[0]).toMatchObject({
      decision: 'deny',
      causes: [{ code: 'known-exploited', subject: cve }],
    });
    expect(await changesOf(targetId)).toHaveLength(5);
  });

  it('has no entry for what changes nothing', async () => {
    const targetId = await targetWith(aPackageName());
    const before = await changesOf(targetId);
    await publish(aCve(), aPackageName());
    expect(await changesOf(targetId)).toEqual(before);
  });
});

describe('the verdicts of a target', () => {
  it('are told as events while they change, without anyone asking for them', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    const decisions: string[] = [];
    for await (const { decision } of admin.follow<Wire<Verdict>>(`/v1/targets/${targetId}/verdict/events`)) {
      decisions.push(decision);
      if (decisions.length === 1) await publish(cve, name);
      if (decisions.at(-1) === 'deny') break;
    }
    expect(decisions).toEqual(['allow', 'deny']);
  });

  it('cannot be followed for a target that is not there', async () => {
    const path = '/v1/targets/00000000-0000-4000-8000-000000000000/verdict/events';
    expect(await admin.get(path, 404)).toMatchObject({ type: '/problems/not-found' });
  });
});

describe('a policy', () => {
  it('is named by the verdicts it changed when it came into force', async () => {
    const targetId = await targetWith(aPackageName());
    const text = policyText('baseline', { title: 'Another title' });
    const version = await admin.post<{ version: number }>(
      '/v1/policies/baseline/versions',
      { text, message: 'x' },
      201,
    );
    expect((await changesOf(targetId))[0]).toMatchObject({
      causes: [{ code: 'policy-changed', subject: `baseline@${version.version}` }],
    });
  });
});
