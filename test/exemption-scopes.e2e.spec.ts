import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

const policy = (maxDays: number) =>
  policyText('baseline', {
    checks: ['image-user-root', 'image-vulnerabilities: { parameters: { max: { critical: 0, high: 0 } } }'],
    gate: '{ fail_on: high, unknown: unknown, must_decide: [image-vulnerabilities] }',
    exemptions: `{ max_days: ${maxDays}, never: [critical] }`,
  });

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('scanner');
  approver = await service.caller('approver');
  await admin.post('/v1/policies/baseline/versions', { text: policy(30), message: 'bounds' }, 201);
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
});
afterAll(() => service.stop());

let count = 0;
const anId = () => `DSA-${2_000 + (count += 1)}-1`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const reason = 'the code with the flaw is not called here';
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const decisionOf = async (targetId: string) => (await verdictOf(targetId)).decision;
const asked = (scope: object, expiresAt = inDays(1)) =>
  requester.post<Wire<Exemption>>('/v1/exemptions', { scope, reason, expiresAt }, 201);
const refusal = (body: object) => requester.post<ProblemBody>('/v1/exemptions', body, 422);
async function approve(scope: object): Promise<string> {
  const { id } = await asked(scope);
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  return id;
}

/** An image with one package that has one flaw. */
async function vulnerable(severity = 'high', version = '1.0') {
  const [id, name, cve, alias] = [anId(), aPackageName(), aCve(), `GHSA-aaaa-bbbb-${count}ccc`];
  await admin.import([
    osvRecord({ id, name, fixed: '2.0', upstream: [cve], severity }),
    osvRecord({ id: alias, name, fixed: '2.0', aliases: [cve], severity }),
  ]);
  const targetId = await admin.targetOf(debianImage([name, version]).asOciArchive());
  const [finding] = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
  return { id, name, cve, alias, targetId, finding: finding! };
}

describe('an exemption of a label', () => {
  it('covers the targets that people gave it, for as long as they have it', async () => {
    const { targetId, cve } = await vulnerable();
    const id = await approve({ vulnerabilities: [cve], labels: ['stage=test'] });
    expect(await decisionOf(targetId)).toBe('deny');
    const label = (stage: string | null) =>
      admin.request('patch', `/v1/targets/${targetId}`).send({ labels: { stage } });
    expect((await label('test')).status).toBe(200);
    expect(await decisionOf(targetId)).toBe('allow');
    const { covers } = await asked({ vulnerabilities: [cve], labels: ['stage'] });
    expect(covers).toMatchObject({ findings: 1, targetIds: [targetId] });
    await label('prod');
    expect(await decisionOf(targetId)).toBe('deny');
    await label('test');
    await approver.post(`/v1/exemptions/${id}/revoke`, {}, 200);
    expect(await decisionOf(targetId)).toBe('deny');
  });

  it('covers no image that brings it along itself', async () => {
    const name = aPackageName();
    const cve = aCve();
    await admin.import([osvRecord({ id: anId(), name, fixed: '2.0', upstream: [cve], severity: 'high' })]);
    const image = debianImage([name, '1.0']).withConfig({ Labels: { stage: 'test' } });
    const targetId = await admin.targetOf(image.asOciArchive());
    await approve({ vulnerabilities: [cve], labels: ['stage=test'] });
    expect(await decisionOf(targetId)).toBe('deny');
  });
});

describe('the scope of an exemption', () => {
  it.each([
    ['the name of a flaw', ({ cve }) => ({ vulnerabilities: [cve] })],
    ['an alias of it, in any case', ({ alias }) => ({ vulnerabilities: [alias.toLowerCase()] })],
    ['the id of the record', ({ id }) => ({ vulnerabilities: [id] })],
    ['a fingerprint', ({ finding }) => ({ findings: [finding.fingerprint] })],
    ['a package URL', ({ finding }) => ({ components: [finding.component!.purl] })],
    ['a package URL without a version', ({ name }) => ({ components: [`pkg:deb/debian/${name}`] })],
    [
      'several that all must match',
      ({ cve, name, targetId }) => ({
        vulnerabilities: ['CVE-2000-0001', cve],
        components: [`pkg:deb/debian/${name}`],
        targets: [targetId],
      }),
    ],
  ] as [string, (image: Awaited<ReturnType<typeof vulnerable>>) => object][])(
    'covers by %s',
    async (_, scopeOf) => {
      const image = await vulnerable();
      expect(await decisionOf(image.targetId)).toBe('deny');
      const id = await approve(scopeOf(image));
      expect(await verdictOf(image.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
      expect(await admin.get(`/v1/findings/${image.finding.id}`)).toMatchObject({ exemption: id });
    },
  );

  it.each([
    ['another flaw', () => ({ vulnerabilities: [aCve()] })],
    ['another package', () => ({ components: [`pkg:deb/debian/${aPackageName()}`] })],
    [
      'a package whose name only begins so',
      ({ name }) => ({ components: [`pkg:deb/debian/${name.slice(0, -1)}`] }),
    ],
    ['a wildcard, which means nothing', () => ({ components: ['%', 'pkg:deb/debian/_'] })],
    ['another version', ({ name }) => ({ components: [`pkg:deb/debian/${name}@1.1`] })],
    [
      'the check that counts the flaws only together with a flaw',
      ({ cve }) => ({ checks: ['image-user-root'], vulnerabilities: [cve] }),
    ],
  ] as [string, (image: Awaited<ReturnType<typeof vulnerable>>) => object][])(
    'does not cover by %s',
    async (_, scopeOf) => {
      const image = await vulnerable();
      await approve(scopeOf(image));
      expect(await verdictOf(image.targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
    },
  );

  it('ends at the targets that it names', async () => {
    const [covered, other] = [await vulnerable(), await vulnerable()];
    await approve({ vulnerabilities: [covered.cve, other.cve], targets: [covered.targetId] });
    expect(await decisionOf(covered.targetId)).toBe('allow');
    expect(await decisionOf(other.targetId)).toBe('deny');
    const found = await admin.all<Wire<Exemption>>(`/v1/exemptions?targetId=${covered.targetId}`);
    expect(found.map(({ scope }) => scope.targets)).toEqual([[covered.targetId]]);
  });
});

describe('what the policy lets nobody waive', () => {
  it('stays, and the verdict says which exemption was not applied and why', async () => {
    const image = await vulnerable('critical');
    const id = await approve({ vulnerabilities: [image.cve] });
    const verdict = await verdictOf(image.targetId);
    expect(verdict).toMatchObject({ decision: 'deny', exemptedCount: 0 });
    const told = verdict.reasons.filter(({ code }) => code === 'exemption-refused');
    expect(told).toMatchObject([
      { message: expect.stringContaining(id), findings: [image.finding.fingerprint] },
    ]);
    expect(told[0]!.message).toContain('waives no critical findings');
  });

  it('includes that a check could not be decided that must be', async () => {
    const name = aPackageName();
    await admin.import([osvRecord({ id: anId(), name, fixed: '2.0', severity: 'high' })]);
    const targetId = await admin.targetOf(debianImage([name, 'no-version']).asOciArchive());
    await approve({ checks: ['image-vulnerabilities'], targets: [targetId] });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'unknown', exemptedCount: 0 });
  });
});

describe('a request', () => {
  it.each([
    ['an empty scope', { scope: {} }, 'scope'],
    [
      'a scope that names targets only',
      { scope: { targets: ['00000000-0000-4000-8000-000000000000'] } },
      'scope',
    ],
    ['an empty list', { scope: { checks: [] } }, 'scope.checks'],
    ['an unknown key', { scope: { checks: ['a'], everything: true } }, 'scope'],
    ['an end that has passed', { expiresAt: inDays(-1) }, 'expiresAt'],
    ['an end that is too far', { expiresAt: inDays(30.1) }, 'expiresAt'],
    ['an end that is no time', { expiresAt: 'tomorrow' }, 'expiresAt'],
    ['no reason to speak of', { reason: 'because' }, 'reason'],
  ])('is refused with %s', async (_, change, path) => {
    const body = { scope: { checks: ['image-user-root'] }, reason, expiresAt: inDays(1), ...change };
    const { errors } = await refusal(body);
    expect(errors!.map((error) => error.path)).toContain(path);
  });

  it('may live as long as the policy says, and says so when it may not', async () => {
    expect(await asked({ checks: ['image-user-root'] }, inDays(29.9))).toMatchObject({ state: 'requested' });
    const { detail } = await refusal({ scope: { checks: ['x'] }, reason, expiresAt: inDays(31) });
    expect(detail).toContain('at most 30 days');
  });

  it('is held against the policy again when it is decided', async () => {
    const { id } = await asked({ checks: ['image-user-root'], targets: [randomUUID()] }, inDays(20));
    await admin.post('/v1/policies/baseline/versions', { text: policy(10), message: 'shorter' }, 201);
    const problem = await approver.post<ProblemBody>(`/v1/exemptions/${id}/approve`, {}, 422);
    expect(problem.detail).toContain('at most 10 days');
    await admin.post('/v1/policies/baseline/versions', { text: policy(30), message: 'as before' }, 201);
    await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  });
});

describe('the mutations of GraphQL', () => {
  const mutation = (caller: Caller, text: string, variables: Record<string, unknown> = {}) =>
    caller.graphql<Record<string, Wire<Exemption>>>(`mutation ($input: RequestExemptionInput!) { ${text} }`, {
      input: { scope: { checks: ['image-user-root'] }, reason, expiresAt: inDays(1) },
      ...variables,
    });

  it('do what REST does, and refuse what it refuses', async () => {
    const targetId = await admin.targetOf(
      debianImage([aPackageName(), '1']).withConfig({ User: '' }).asOciArchive(),
    );
    const input = {
      scope: { checks: ['image-user-root'], targets: [targetId] },
      reason,
      expiresAt: inDays(1),
    };
    const made = await mutation(requester, 'requestExemption(input: $input) { id state }', { input });
    expect(made).toMatchObject({ data: { requestExemption: { state: 'REQUESTED' } } });
    const { id } = made.data['requestExemption']!;
    const step = (caller: Caller, name: string) =>
      caller.graphql(
        `mutation { ${name}(id: "${id}", input: { comment: "so" }) { state comment decidedBy } }`,
      );
    expect(await step(requester, 'approveExemption')).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect(await step(approver, 'revokeExemption')).toMatchObject({
      errors: [
        {
          extensions: {
            code: 'TRANSITION_REFUSED',
            state: 'requested',
            allowed: ['approve', 'ask-changes', 'reject', 'withdraw'],
          },
        },
      ],
    });
    expect(await step(approver, 'approveExemption')).toMatchObject({
      data: { approveExemption: { state: 'APPROVED', comment: 'so' } },
    });
    expect(await decisionOf(targetId)).toBe('allow');
    expect(await step(approver, 'rejectExemption')).toMatchObject({
      errors: [{ extensions: { state: 'approved' } }],
    });
    expect(await step(approver, 'revokeExemption')).toMatchObject({
      data: { revokeExemption: { state: 'REVOKED' } },
    });
    expect(await decisionOf(targetId)).toBe('deny');
  });

  it('refuse an empty scope with its place', async () => {
    const input = { scope: {}, reason, expiresAt: inDays(1) };
    const answer = await mutation(requester, 'requestExemption(input: $input) { id }', { input });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', errors: [{ path: 'input.scope' }] } },
    ]);
  });
});
