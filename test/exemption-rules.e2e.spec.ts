import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExemptionCoverage } from '../src/contracts/exemption-scope.contract.js';
import type { Exemption, ExemptionHygiene } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage, dpkgStatus, type DebianPackage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
const documentOf = (exemptions: string) =>
  policyText('baseline', {
    checks: [
      'image-user-root',
      'image-vulnerabilities: { parameters: { max: { critical: 0, high: 0, medium: 0 }, count: all } }',
    ],
    gate: '{ fail_on: medium, unknown: unknown }',
    exemptions,
  });
const publish = (exemptions: string, status?: number) =>
  admin.post<ProblemBody>(
    '/v1/policies/baseline/versions',
    { text: documentOf(exemptions), message: exemptions },
    status,
  );
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await publish('{}');
});
afterAll(() => service.stop());

let count = 0;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const reason = 'the code with the flaw is not called here';
const asked = (scope: object, body: object = {}, status = 201) =>
  requester.post<Wire<Exemption>>('/v1/exemptions', { scope, reason, expiresAt: inDays(1), ...body }, status);
const refusedRequest = (scope: object, body: object = {}) =>
  requester.post<ProblemBody>('/v1/exemptions', { scope, reason, expiresAt: inDays(1), ...body }, 422);
const approve = (id: string, caller = approver, status = 200) =>
  caller.post<Wire<Exemption> & ProblemBody>(`/v1/exemptions/${id}/approve`, {}, status);
const approved = async (scope: object) => (await approve((await asked(scope)).id)).id;
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const findingsOf = (targetId: string) =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);

async function flawed(
  severity: string,
  version = '1.0',
  reference = `registry.example/team/${randomUUID()}:1`,
) {
  const [id, name, cve] = [`DSA-${4_000 + (count += 1)}-1`, aPackageName(), aCve()];
  await admin.import([osvRecord({ id, name, upstream: [cve], severity })]);
  const targetId = await admin.targetOf(debianImage([name, version]).named(reference).asOciArchive());
  return { name, cve, targetId, reference };
}

describe('the rules of a policy', () => {
  it('bound the life and count the approvals by the worst severity that is covered', async () => {
    await publish('{ max_days: { critical: 2, medium: 20 }, approvers: { critical: 2 } }');
    const [critical, medium] = [await flawed('critical'), await flawed('medium')];
    await asked({ vulnerabilities: [medium.cve] }, { expiresAt: inDays(19) });
    const { detail } = await refusedRequest(
      { vulnerabilities: [medium.cve, critical.cve] },
      { expiresAt: inDays(3) },
    );
    expect(detail).toContain('at most 2 days');
    const { id, approvalsNeeded } = await asked({ vulnerabilities: [critical.cve] });
    expect(approvalsNeeded).toBe(2);
    expect(await approve(id)).toMatchObject({ state: 'requested', approvals: [{ at: expect.any(String) }] });
    expect(await verdictOf(critical.targetId)).toMatchObject({ decision: 'deny' });
    expect(await approve(id, approver, 409)).toMatchObject({ type: '/problems/transition-refused' });
    const done = await approve(id, admin);
    expect(done).toMatchObject({ state: 'approved' });
    expect(new Set(done.approvals.map(({ by }) => by)).size).toBe(2);
    expect(await verdictOf(critical.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
  });

  it('forget approvals when changes are asked for', async () => {
    await publish('{ approvers: 2 }');
    const { id } = await asked({ vulnerabilities: [aCve()] });
    await approve(id);
    await admin.post(`/v1/exemptions/${id}/ask-changes`, {}, 200);
    expect(await requester.post(`/v1/exemptions/${id}/resubmit`, {}, 200)).toMatchObject({ approvals: [] });
    expect(await approve(id, admin)).toMatchObject({ state: 'requested' });
  });

  it('say who approves which severity', async () => {
    await publish('{ approver_roles: { high: [admin] } }');
    const [high, medium] = [await flawed('high'), await flawed('medium')];
    await approved({ vulnerabilities: [medium.cve] });
    const { id } = await asked({ vulnerabilities: [high.cve] });
    expect(await approve(id, approver, 403)).toMatchObject({ detail: expect.stringContaining('admin') });
    expect(await approve(id, admin)).toMatchObject({ state: 'approved' });
  });

  it('require what a request carries, when it is asked for and when it is approved', async () => {
    await publish('{}');
    const early = await asked({ vulnerabilities: [aCve()] });
    await publish('{ reasons: [false-positive, accepted-risk], require: [ticket, compensating_control] }');
    const scope = { vulnerabilities: [aCve()] };
    const full = { category: 'accepted-risk', ticket: 'SEC-1', compensatingControl: 'a firewall in front' };
    for (const [change, path] of [
      [{ category: null }, 'category'],
      [{ category: 'whatever' }, 'category'],
      [{ ticket: null }, 'ticket'],
      [{ compensatingControl: null }, 'compensatingControl'],
    ] as const)
      expect((await refusedRequest(scope, { ...full, ...change })).errors).toMatchObject([
        { in: 'body', path },
      ]);
    expect(await approve((await asked(scope, full)).id)).toMatchObject({ state: 'approved', ...full });
    expect((await approve(early.id, approver, 422)).errors).toMatchObject([{ path: expect.any(String) }]);
  });

  it('refuse a scope that is too broad, or have an admin approve it', async () => {
    await publish('{ broad: refuse }');
    const { errors } = await refusedRequest({ checks: ['image-user-root'] });
    expect(errors).toMatchObject([{ path: 'scope', detail: expect.stringContaining('narrows down') }]);
    await asked({ checks: ['image-user-root'], repositories: ['registry.example/team/*'] });
    await publish('{ broad: admin }');
    const { id, covers } = await asked({ checks: ['image-user-root'] });
    expect(covers).toMatchObject({ isBroad: true });
    await approve(id, approver, 403);
    await approve(id, admin);
    await admin.post(`/v1/exemptions/${id}/revoke`, {}, 200);
    await publish('{}');
  });

  it('are refused with their line when they are wrong', async () => {
    for (const [wrong, path] of [
      ['{ max_days: { worst: 3 } }', 'exemptions.max_days'],
      ['{ approvers: 0 }', 'exemptions.approvers'],
      ['{ end_when: { fix: true } }', 'exemptions.end_when.fix'],
      ['{ broad: maybe }', 'exemptions.broad'],
      ['{ require: [luck] }', 'exemptions.require.0'],
    ] as const) {
      const { errors } = await publish(wrong, 422);
      expect(errors).toMatchObject([
        { path: expect.stringContaining(path), detail: expect.stringContaining('line 7') },
      ]);
    }
  });
});

describe('a scope', () => {
  it('of a base image covers what its layers brought on every image that stands on it, also one that comes later', async () => {
    const [id, inBase, cve, own, ownCve] = [
      `DSA-${4_000 + (count += 1)}-1`,
      aPackageName(),
      aCve(),
      aPackageName(),
      aCve(),
    ];
    await admin.import([
      osvRecord({ id, name: inBase, upstream: [cve], severity: 'high' }),
      osvRecord({ id: `${id}9`, name: own, upstream: [ownCve], severity: 'high' }),
    ]);
    const name = `registry.example/base/${inBase}:1`;
    const base = () => debianImage([inBase, '1.0']).named(name);
    const baseId = await admin.targetOf(base().asOciArchive());
    const [found] = await findingsOf(baseId);
    const request = await asked({ baseImages: [name] });
    expect(request.scope.layers).toContain(found!.location!.layer);
    expect(request.covers).toMatchObject({
      findings: 1,
      targets: 1,
      targetIds: [baseId],
      counts: { high: 1 },
    });
    await approve(request.id);
    expect(await verdictOf(baseId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    const app = (...packages: DebianPackage[]) =>
      base()
        .withLayer((layer) =>
          layer.file('var/lib/dpkg/status.d/app', dpkgStatus([aPackageName(), '1'], ...packages)),
        )
        .named(`registry.example/app/${randomUUID()}:1`);
    const [same, worse] = [
      await admin.targetOf(app().asOciArchive()),
      await admin.targetOf(app([own, '1.0']).asOciArchive()),
    ];
    expect(await verdictOf(same)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    expect(await verdictOf(worse)).toMatchObject({ decision: 'deny', exemptedCount: 1 });
    expect((await refusedRequest({ baseImages: ['nobody/knows:1'] })).errors).toMatchObject([
      { path: 'scope.baseImages[0]' },
    ]);
  });

  it.each([
    ['repositories', ({ reference }) => ({ repositories: [reference.split(':')[0]] })],
    ['a path', () => ({ paths: ['/var/lib/dpkg/*'] })],
    ['a range of versions', ({ name }) => ({ components: [`pkg:deb/debian/${name}@>=0.9 <1.1`] })],
  ] as [string, (flaw: Awaited<ReturnType<typeof flawed>>) => object][])(
    'by %s covers what fits, and no more',
    async (_, scopeOf) => {
      const [inside, outside] = [
        await flawed('high'),
        await flawed('high', '2.0', 'elsewhere.example/app:1'),
      ];
      const vulnerabilities = [inside.cve, outside.cve];
      const repositories = ['registry.example/**'];
      const id = await approved({ vulnerabilities, repositories, ...scopeOf(inside) });
      expect(await findingsOf(inside.targetId)).toMatchObject([{ exemption: id }]);
      expect(await verdictOf(outside.targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
      await admin.post(`/v1/exemptions/${id}/revoke`, {}, 200);
      expect(await verdictOf(inside.targetId)).toMatchObject({ decision: 'deny' });
    },
  );

  it('with a range that cannot be read is refused', async () => {
    const { errors } = await refusedRequest({ components: ['pkg:npm/a@1', 'pkg:npm/a@>=1 or so'] });
    expect(errors).toMatchObject([{ path: 'scope.components[1]' }]);
  });
});

describe('a preview', () => {
  it('tells what a scope would cover, as the request and the judgement do', async () => {
    const [one, two] = [await flawed('high'), await flawed('medium')];
    const scope = { vulnerabilities: [one.cve, two.cve] };
    const covers = await requester.post<Wire<ExemptionCoverage>>('/v1/exemptions/preview', { scope }, 200);
    expect(covers).toMatchObject({
      findings: 2,
      targets: 2,
      counts: { critical: 0, high: 1, medium: 1 },
      sample: [
        { targetId: one.targetId, name: one.cve, severity: 'high' },
        { targetId: two.targetId, name: two.cve, severity: 'medium' },
      ],
      isBroad: false,
    });
    const { data } = await requester.graphql(
      `{ previewExemption(input: { scope: { vulnerabilities: ["${one.cve}"] } }) { findings counts { high } } }`,
    );
    expect(data).toEqual({ previewExemption: { findings: 1, counts: { high: 1 } } });
    const request = await asked(scope);
    expect(request.covers).toEqual(covers);
    await approve(request.id);
    for (const { targetId } of [one, two])
      expect(await findingsOf(targetId)).toMatchObject([{ exemption: request.id }]);
  });
});

describe('hygiene', () => {
  it('tells what is unused, shadowed, broader than what it covers, and about to end, and whose it is', async () => {
    const flaw = await flawed('high');
    const wide = await approve(
      (await asked({ vulnerabilities: [flaw.cve, aCve()] }, { expiresAt: inDays(30) })).id,
    );
    const shadowed = await approved({ vulnerabilities: [flaw.cve] });
    const unused = await approved({ vulnerabilities: [aCve()] });
    await verdictOf(flaw.targetId);
    const { items, isComplete } = await admin.get<Wire<ExemptionHygiene>>('/v1/exemptions/hygiene?days=2');
    const of = (id: string) => items.find(({ exemption }) => exemption.id === id);
    expect(isComplete).toBe(true);
    expect(of(wide.id)).toMatchObject({
      issues: ['broader'],
      findings: 1,
      unusedParts: [expect.stringMatching(/^vulnerabilities: CVE-/)],
      exemption: {
        requestedBy: expect.stringContaining('author'),
        decidedBy: expect.stringContaining('approver'),
      },
    });
    expect(of(shadowed)).toMatchObject({ issues: ['shadowed', 'expiring'], shadowedBy: [wide.id] });
    expect(of(unused)).toMatchObject({ issues: ['unused', 'expiring'], findings: 0 });
    const { data } = await admin.graphql<{ exemptionHygiene: { items: { exemption: { id: string } }[] } }>(
      '{ exemptionHygiene(days: 2) { items { issues exemption { id } } } }',
    );
    expect(data.exemptionHygiene.items.map(({ exemption }) => exemption.id)).toEqual(
      items.map(({ exemption }) => exemption.id),
    );
  });
});
