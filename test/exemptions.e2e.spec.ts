import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExemptionScope } from '../src/contracts/exemption-scope.contract.js';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, until, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('approver');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const inMilliseconds = (count: number) => new Date(Date.now() + count).toISOString();
const inADay = () => inMilliseconds(86_400_000);
const reason = 'the service is not reached from outside';
/** An image that is denied for its root user alone. */
const deniedTarget = () =>
  admin.targetOf(debianImage([aPackageName(), '1.0']).withConfig({ User: 'root' }).asOciArchive());
const rootScope = (targetId: string): ExemptionScope => ({
  checks: ['image-user-root'],
  targets: [targetId],
});
const request = (scope: object, expiresAt = inADay(), caller = requester) =>
  caller.post<Wire<Exemption>>('/v1/exemptions', { scope, reason, expiresAt }, 201);
const decide = (id: string, decision: string, caller = approver) =>
  caller.post<Wire<Exemption>>(`/v1/exemptions/${id}/${decision}`, { comment: 'as agreed' }, 200);
const refused = (id: string, decision: string, status = 409, caller = approver) =>
  caller.post<ProblemBody>(`/v1/exemptions/${id}/${decision}`, {}, status);
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const rootFinding = async (targetId: string) =>
  (await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?check=image-user-root`))[0]!;
const inState = async (state: string) =>
  (await admin.all<Wire<Exemption>>(`/v1/exemptions?state=${state}`)).map(({ id }) => id);

describe('an exemption', () => {
  it('turns the verdict at once when somebody else approves it, and the finding tells of it', async () => {
    const targetId = await deniedTarget();
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
    const { id, state, requestedBy } = await request(rootScope(targetId));
    expect({ state, requestedBy }).toEqual({
      state: 'requested',
      requestedBy: expect.stringContaining('approver'),
    });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny' });
    const approved = await decide(id, 'approve');
    expect(approved).toMatchObject({
      state: 'approved',
      comment: 'as agreed',
      decidedAt: expect.any(String),
    });
    expect(approved.decidedBy).not.toBe(requestedBy);
    const verdict = await verdictOf(targetId);
    expect(verdict).toMatchObject({ decision: 'allow', exemptedCount: 1, validUntil: approved.expiresAt });
    expect(await rootFinding(targetId)).toMatchObject({ result: 'fail', exemption: id });
    expect(await admin.all(`/v1/targets/${targetId}/findings?exempted=true`)).toHaveLength(1);
  });

  it('is never decided by who asked for it', async () => {
    const targetId = await deniedTarget();
    const { id } = await request(rootScope(targetId));
    for (const decision of ['approve', 'reject'])
      expect(await refused(id, decision, 403, requester)).toMatchObject({ type: '/problems/forbidden' });
    expect(await admin.get(`/v1/exemptions/${id}`)).toMatchObject({ state: 'requested' });
    const own = await request(rootScope(targetId), inADay(), admin);
    await refused(own.id, 'approve', 403, admin);
  });

  it('changes nothing when it is rejected', async () => {
    const targetId = await deniedTarget();
    const { id } = await request(rootScope(targetId));
    expect(await decide(id, 'reject')).toMatchObject({ state: 'rejected' });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
  });

  it('ends at once when it is revoked', async () => {
    const targetId = await deniedTarget();
    const { id } = await request(rootScope(targetId));
    await decide(id, 'approve');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    expect(await decide(id, 'revoke')).toMatchObject({ state: 'revoked' });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
    expect(await rootFinding(targetId)).toMatchObject({ exemption: null });
  });

  it('holds for a scan that comes after it', async () => {
    const image = debianImage([aPackageName(), '1.0']).withConfig({ User: 'root' });
    const scope = { checks: ['image-user-root'] };
    const { id } = await request(scope);
    await decide(id, 'approve');
    const targetId = await admin.targetOf(image.asOciArchive());
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    await decide(id, 'revoke');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny' });
  });
});

describe('the end of an exemption', () => {
  it('turns the verdict back at that very time, and the state tells of it', async () => {
    const targetId = await deniedTarget();
    const { id, expiresAt } = await request(rootScope(targetId), inMilliseconds(1_500));
    await decide(id, 'approve');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    expect(await inState('approved')).toContain(id);
    const seen = await until(
      async () => ({ asked: Date.now(), verdict: await verdictOf(targetId), answered: Date.now() }),
      ({ asked, verdict, answered }) => {
        if (asked >= Date.parse(expiresAt)) expect(verdict.decision).toBe('deny');
        if (answered < Date.parse(expiresAt)) expect(verdict.decision).toBe('allow');
        return verdict.decision === 'deny';
      },
    );
    expect(seen.verdict).toMatchObject({ exemptedCount: 0, validUntil: expect.any(String) });
    expect(await admin.get(`/v1/exemptions/${id}`)).toMatchObject({ state: 'expired' });
    expect(await inState('expired')).toContain(id);
    expect(await inState('approved')).not.toContain(id);
    expect(await rootFinding(targetId)).toMatchObject({ exemption: null });
    expect(await refused(id, 'revoke')).toMatchObject({ state: 'expired', allowed: [] });
  });

  it('is not outlived by what the list of targets and of findings says', async () => {
    const targetId = await deniedTarget();
    const { id, expiresAt } = await request(rootScope(targetId), inMilliseconds(4_000));
    await decide(id, 'approve');
    expect(await admin.get(`/v1/targets/${targetId}`)).toMatchObject({ decision: 'allow' });
    await until(
      () => Promise.resolve(Date.now()),
      (now) => now > Date.parse(expiresAt),
    );
    const [target, allowed] = await Promise.all([
      admin.get<Wire<Target>>(`/v1/targets/${targetId}`),
      admin.all<Wire<Target>>('/v1/targets?decision=allow'),
    ]);
    expect(target.decision).not.toBe('allow');
    expect(allowed.map((one) => one.id)).not.toContain(targetId);
  });
});

describe('a decision out of order', () => {
  it.each([
    ['approve', [], 'requested', null],
    ['revoke', [], 'requested', ['approve', 'ask-changes', 'reject', 'withdraw']],
    ['approve', ['approve'], 'approved', ['revoke', 'renew']],
    ['reject', ['approve'], 'approved', ['revoke', 'renew']],
    ['approve', ['reject'], 'rejected', []],
    ['revoke', ['reject'], 'rejected', []],
    ['approve', ['approve', 'revoke'], 'revoked', []],
    ['revoke', ['approve', 'revoke'], 'revoked', []],
  ] as const)('to %s after %j says what is possible from %s', async (decision, earlier, state, allowed) => {
    const { id } = await request({ checks: ['image-healthcheck'], targets: [randomUUID()] });
    for (const step of earlier) await decide(id, step);
    if (allowed === null) {
      expect(await decide(id, decision)).toMatchObject({ state: 'approved' });
    } else {
      expect(await refused(id, decision)).toMatchObject({
        type: '/problems/transition-refused',
        state,
        allowed,
      });
      expect(await admin.get(`/v1/exemptions/${id}`)).toMatchObject({ state });
    }
  });

  it('is refused when the exemption would have ended already, or is not there', async () => {
    const { id, expiresAt } = await request({ checks: ['image-healthcheck'] }, inMilliseconds(150));
    await until(
      () => Promise.resolve(Date.now()),
      (now) => now > Date.parse(expiresAt),
    );
    expect(await refused(id, 'approve')).toMatchObject({
      state: 'requested',
      allowed: ['ask-changes', 'reject', 'withdraw'],
    });
    await refused(randomUUID(), 'approve', 404);
  });
});

describe('fifty approvals at once', () => {
  it('are one approval, with one entry in the audit log', async () => {
    const targetId = await deniedTarget();
    const { id } = await request(rootScope(targetId));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => approver.request('post', `/v1/exemptions/${id}/approve`).send({})),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    const entries = await admin.all<Wire<AuditEntry>>(`/v1/audit?entity=exemption&entityId=${id}`);
    expect(entries.map(({ action }) => action)).toEqual(['exemption.approved', 'exemption.requested']);
    const history = await admin.all<Wire<Verdict>>(`/v1/targets/${targetId}/history`);
    expect(history.map(({ decision }) => decision)).toEqual(['allow', 'deny']);
  });
});
