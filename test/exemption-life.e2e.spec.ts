import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExemptionScope } from '../src/contracts/exemption-scope.contract.js';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const reason = 'the service is not reached from outside';
const elsewhere = (): ExemptionScope => ({ checks: ['image-healthcheck'], targets: [randomUUID()] });
const asked = (scope: object = elsewhere(), body: object = {}) =>
  requester.post<Wire<Exemption>>('/v1/exemptions', { scope, reason, expiresAt: inDays(1), ...body }, 201);
const step = (id: string, name: string, body: object = {}, caller = approver) =>
  caller.post<Wire<Exemption>>(`/v1/exemptions/${id}/${name}`, body);
const refused = (id: string, name: string, status: number, body: object = {}, caller = approver) =>
  caller.post<ProblemBody>(`/v1/exemptions/${id}/${name}`, body, status);
const get = (id: string) => admin.get<Wire<Exemption>>(`/v1/exemptions/${id}`);
const actionsOn = async (id: string) =>
  (await admin.all<Wire<AuditEntry>>(`/v1/audit?entity=exemption&entityId=${id}`))
    .map(({ action }) => action.replace('exemption.', ''))
    .reverse();
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const deniedTarget = () =>
  admin.targetOf(debianImage([aPackageName(), '1.0']).withConfig({ User: 'root' }).asOciArchive());
const rootScope = (targetId: string) => ({ checks: ['image-user-root'], targets: [targetId] });

describe('a request', () => {
  it('is changed as was asked for, asked for again, and approved; the thread and the audit log tell all of it', async () => {
    const { id } = await asked();
    const waiting = await step(id, 'ask-changes', { comment: 'which ticket?' });
    expect(waiting).toMatchObject({ state: 'changes-asked', comment: 'which ticket?' });
    expect(await refused(id, 'approve', 409)).toMatchObject({
      state: 'changes-asked',
      allowed: ['resubmit', 'reject', 'withdraw'],
    });
    const again = await step(id, 'resubmit', { ticket: 'SEC-7', comment: 'this one' }, requester);
    expect(again).toMatchObject({ state: 'requested', ticket: 'SEC-7', reason });
    await step(id, 'comments', { text: 'looks right' }, admin);
    const approved = await step(id, 'approve', { comment: 'agreed' });
    expect(approved).toMatchObject({ state: 'approved', approvalsNeeded: 1 });
    expect(approved.approvals).toMatchObject([{ by: approved.decidedBy, at: expect.any(String) }]);
    expect(approved.comments.map(({ text }) => text)).toEqual([
      'which ticket?',
      'this one',
      'looks right',
      'agreed',
    ]);
    expect(approved.comments[1]).toMatchObject({ author: again.requestedBy, at: expect.any(String) });
    expect(await get(id)).toEqual(approved);
    expect(await actionsOn(id)).toEqual([
      'requested',
      'changes-asked',
      'resubmitted',
      'commented',
      'approved',
    ]);
  });

  it('is withdrawn by who asked, and by nobody else', async () => {
    const { id } = await asked();
    await refused(id, 'withdraw', 403, {}, admin);
    await refused(id, 'resubmit', 409, {}, requester);
    expect(await step(id, 'withdraw', {}, requester)).toMatchObject({
      state: 'withdrawn',
      endedAt: expect.any(String),
    });
    expect(await refused(id, 'approve', 409)).toMatchObject({ state: 'withdrawn', allowed: [] });
    await step(id, 'comments', { text: 'too late' });
  });

  it('is told that its thread is full', async () => {
    const { id } = await asked();
    await service.query(
      `UPDATE exemption SET comments = (SELECT jsonb_agg(jsonb_build_object('author', 'a', 'at', '2026-01-01T00:00:00Z', 'text', 't'))
         FROM generate_series(1, 200)) WHERE id = $1`,
      [id],
    );
    await refused(id, 'comments', 409, { text: 'one more' });
    expect((await get(id)).comments).toHaveLength(200);
  });
});

describe('a renewal', () => {
  it('takes the place of the old one when it is approved, without a gap', async () => {
    const targetId = await deniedTarget();
    const { id } = await asked(rootScope(targetId));
    await refused(id, 'renew', 409, { expiresAt: inDays(2) }, requester);
    await step(id, 'approve');
    const renewal = await step(id, 'renew', { expiresAt: inDays(2) }, requester);
    expect(renewal).toMatchObject({ state: 'requested', renews: id, reason, scope: rootScope(targetId) });
    expect(await refused(id, 'renew', 409, { expiresAt: inDays(2) }, requester)).toMatchObject({
      detail: expect.stringContaining(renewal.id),
    });
    await refused(renewal.id, 'approve', 403, {}, requester);
    expect(await get(id)).toMatchObject({ state: 'approved' });
    await step(renewal.id, 'approve');
    expect(await get(id)).toMatchObject({
      state: 'superseded',
      supersededBy: renewal.id,
      endedAt: expect.any(String),
    });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow', validUntil: renewal.expiresAt });
    expect(await actionsOn(id)).toEqual(['requested', 'approved', 'superseded']);
    expect(
      (await admin.all<Wire<Verdict>>(`/v1/targets/${targetId}/history`)).map(({ decision }) => decision),
    ).toEqual(['allow', 'deny']);
    await refused(id, 'revoke', 409);
  });

  it('that is rejected leaves the old one, and another one may be asked for', async () => {
    const { id } = await asked();
    await step(id, 'approve');
    const renewal = await step(id, 'renew', { expiresAt: inDays(2) }, requester);
    await step(renewal.id, 'reject');
    expect(await get(id)).toMatchObject({ state: 'approved' });
    await step(id, 'renew', { expiresAt: inDays(2) }, requester);
  });
});

describe('steps that race', () => {
  const race = async (id: string, steps: readonly string[]) => {
    const callers = [approver, admin, await service.caller('approver')];
    const answers = await Promise.all(
      steps.map(async (name, index) => {
        const { status } = await callers[index % 3]!.request('post', `/v1/exemptions/${id}/${name}`).send({});
        return { name, status };
      }),
    );
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    return answers.flatMap(({ name, status }) => (status === 200 ? name : []));
  };

  it('are one approval, of fifty by three keys', async () => {
    const { id } = await asked();
    expect(
      await race(
        id,
        Array.from({ length: 50 }, () => 'approve'),
      ),
    ).toEqual(['approve']);
    expect(await actionsOn(id)).toEqual(['requested', 'approved']);
    expect((await get(id)).approvals).toHaveLength(1);
  });

  it('are an approval or a rejection, never both', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await asked();
      const done = await race(id, ['approve', 'reject', 'approve', 'reject', 'ask-changes', 'reject']);
      const { state } = await get(id);
      const log = await actionsOn(id);
      expect(log).toHaveLength(1 + done.length);
      expect(log.filter((action) => action === 'approved' || action === 'rejected').length).toBeLessThan(2);
      expect(log.at(-1)).toBe(state);
    }
  });

  it('are approvals before revocations, and the verdict is that of the last', async () => {
    const targetId = await deniedTarget();
    const { id } = await asked(rootScope(targetId));
    const done = await race(
      id,
      Array.from({ length: 20 }, (_, index) => (index % 2 ? 'revoke' : 'approve')),
    );
    expect(['approve', 'approve,revoke']).toContain(done.sort().join());
    const { state } = await get(id);
    expect(await actionsOn(id)).toEqual([
      'requested',
      'approved',
      ...(state === 'revoked' ? ['revoked'] : []),
    ]);
    expect((await verdictOf(targetId)).decision).toBe(state === 'revoked' ? 'deny' : 'allow');
  });
});

describe('GraphQL', () => {
  it('takes every step', async () => {
    const { id } = await asked();
    const mutate = (caller: Caller, name: string, input: string, fields = 'state') =>
      caller.graphql<Record<string, unknown>>(
        `mutation { ${name}(id: "${id}", input: ${input}) { ${fields} } }`,
      );
    expect(await mutate(approver, 'askExemptionChanges', '{ comment: "why" }')).toMatchObject({
      data: { askExemptionChanges: { state: 'CHANGES_ASKED' } },
    });
    expect(await mutate(requester, 'resubmitExemption', '{ ticket: "SEC-8" }', 'state ticket')).toMatchObject(
      {
        data: { resubmitExemption: { state: 'REQUESTED', ticket: 'SEC-8' } },
      },
    );
    expect(
      await mutate(admin, 'commentExemption', '{ text: "so be it" }', 'comments { author text }'),
    ).toMatchObject({
      data: { commentExemption: { comments: [{ text: 'why' }, { text: 'so be it' }] } },
    });
    await step(id, 'approve');
    const renewed = await mutate(
      requester,
      'renewExemption',
      `{ expiresAt: "${inDays(3)}" }`,
      'renews state',
    );
    expect(renewed).toMatchObject({ data: { renewExemption: { renews: id, state: 'REQUESTED' } } });
    expect(await mutate(requester, 'withdrawExemption', '{}')).toMatchObject({
      errors: [
        { extensions: { code: 'TRANSITION_REFUSED', state: 'approved', allowed: ['revoke', 'renew'] } },
      ],
    });
  });
});
