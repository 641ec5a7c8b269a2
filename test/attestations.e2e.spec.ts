import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attestation } from '../src/contracts/attestation.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aSwarmInfo } from '../src/engine/checks/example-swarm.js';
import { attestableCheckIds } from '../src/engine/checks/find-check.js';
import { runAs } from './support/command-line.js';
import { hostBundle } from './support/hosts.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  approver = await service.caller('approver');
  const text = policyText('baseline', {
    checks: [check, 'daemon-icc'],
    gate: `{ fail_on: low, must_decide: [${check}] }`,
  });
  await admin.post(
    '/v1/policies/baseline/versions',
    { text, message: 'What a person has to vouch for.' },
    201,
  );
});
afterAll(() => service.stop());

const check = 'swarm-ca-rotation';
const statement = 'Rotated in the maintenance window.';
const evidence = ['https://tickets.example/17'];
const inMilliseconds = (count: number) => new Date(Date.now() + count).toISOString();
const day = 86_400_000;
const inADay = () => inMilliseconds(day);

/** A manager of a swarm whose certificate is not known: nothing tells when it was rotated. */
async function hostTarget(): Promise<string> {
  const parts = { 'docker-info': aSwarmInfo(), 'daemon-json': { icc: false }, 'daemon-arguments': 'dockerd' };
  const host = hostBundle(parts, { machineId: randomUUID().replaceAll('-', '').repeat(2) });
  const { id } = await admin.post<Wire<Scan>>('/v1/scans', { host }, 202);
  const { targetId, error } = await admin.scanEnd(id);
  if (!targetId) throw new Error(JSON.stringify(error));
  return targetId;
}

const input = (targetId: string, parts: object = {}) => ({
  check,
  targetId,
  result: 'pass',
  statement,
  evidence,
  expiresAt: inADay(),
  ...parts,
});
const attest = (targetId: string, parts: object = {}) =>
  approver.post<Wire<Attestation>>('/v1/attestations', input(targetId, parts), 201);
const revoke = (id: string, status = 200) =>
  approver.post<Wire<Attestation> & ProblemBody>(`/v1/attestations/${id}/revoke`, {}, status);
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const findingsOf = (targetId: string) =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?check=${check}`);
const listed = async (query: string) =>
  (await admin.all<Wire<Attestation>>(`/v1/attestations?${query}`)).map(({ id }) => id);
const undecided = { decision: 'unknown', reasons: [{ code: 'check-unknown' }] };

describe('an attestation', () => {
  it('decides what no program can, before it is answered, until it is revoked', async () => {
    const targetId = await hostTarget();
    const before = await verdictOf(targetId);
    expect(before).toMatchObject(undecided);
    const made = await attest(targetId);
    expect(made).toMatchObject({
      ...{ state: 'in_force', check, targetId, result: 'pass', statement, evidence },
      author: expect.stringContaining('approver'),
      revokedAt: null,
    });
    const stored = await service.query<{ decision: string }>(
      'SELECT decision FROM verdict WHERE target_id = $1 AND is_current',
      [targetId],
    );
    expect(stored).toEqual([{ decision: 'allow' }]);
    const verdict = await verdictOf(targetId);
    expect(verdict).toMatchObject({ decision: 'allow', reasons: [], validUntil: made.expiresAt });
    expect(verdict.receipt?.attestationsDigest).not.toBe(before.receipt?.attestationsDigest);
    expect(verdict.change?.causes).toMatchObject([{ code: 'attestations-changed' }]);
    expect(await findingsOf(targetId)).toEqual([]);
    const revoked = await revoke(made.id);
    expect(revoked).toMatchObject({
      state: 'revoked',
      revokedBy: made.author,
      revokedAt: expect.any(String),
    });
    expect(await admin.get(`/v1/attestations/${made.id}`)).toEqual(revoked);
    const after = await verdictOf(targetId);
    expect(after).toMatchObject(undecided);
    expect(after.receipt?.attestationsDigest).toBe(before.receipt?.attestationsDigest);
    expect(await revoke(made.id, 409)).toMatchObject({
      type: '/problems/transition-refused',
      state: 'revoked',
    });
    const entries = await admin.all<Wire<AuditEntry>>(`/v1/audit?entity=attestation&entityId=${made.id}`);
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['attestation.revoked', made.author],
      ['attestation.made', made.author],
    ]);
    expect(entries[1]?.details).toMatchObject({ check, targetId, result: 'pass', statement, evidence });
  });

  it('that says that it fails is a finding with its evidence, and holds for the next scan', async () => {
    const targetId = await hostTarget();
    await attest(targetId, { result: 'fail', statement: 'Nobody has rotated it.' });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny' });
    expect(await findingsOf(targetId)).toMatchObject([
      {
        result: 'fail',
        message: expect.stringContaining('Nobody has rotated it.'),
        evidence: [{ fact: 'attestation.evidence', value: evidence[0] }],
      },
    ]);
  });

  it('turns the verdict back by itself at its end', async () => {
    const targetId = await hostTarget();
    const { id, expiresAt } = await attest(targetId, { expiresAt: inMilliseconds(1_500) });
    expect(await listed(`targetId=${targetId}&state=in_force`)).toEqual([id]);
    const seen = await until(
      async () => ({ asked: Date.now(), verdict: await verdictOf(targetId), answered: Date.now() }),
      ({ asked, verdict, answered }) => {
        if (asked >= Date.parse(expiresAt)) expect(verdict.decision).toBe('unknown');
        if (answered < Date.parse(expiresAt)) expect(verdict.decision).toBe('allow');
        return verdict.decision === 'unknown';
      },
    );
    expect(seen.verdict).toMatchObject(undecided);
    expect(await listed(`targetId=${targetId}&state=in_force`)).toEqual([]);
    expect(await listed(`targetId=${targetId}&state=expired&check=${check}`)).toEqual([id]);
    expect(await revoke(id, 409)).toMatchObject({ state: 'expired', allowed: [] });
  });

  it('is of one target and one check', async () => {
    const [targetId, other] = [await hostTarget(), await hostTarget()];
    await attest(targetId);
    expect(await verdictOf(other)).toMatchObject(undecided);
    await attest(other, { check: 'swarm-unlock-key-rotation' });
    expect(await verdictOf(other)).toMatchObject(undecided);
    expect(await listed(`targetId=${other}`)).toHaveLength(1);
    expect(await listed(`targetId=${other}&check=${check}`)).toEqual([]);
  });

  it('is a line of the CIS report that passes, with who says so until when', async () => {
    const targetId = await hostTarget();
    const { author, expiresAt } = await attest(targetId);
    const { recommendations } = await admin.get<{ recommendations: { id: string }[] }>(
      `/v1/targets/${targetId}/report?format=cis`,
    );
    const line = recommendations.find(({ id }) => id === '7.8');
    expect(line).toMatchObject({ status: 'pass', reason: expect.stringContaining(`Attested by ${author}`) });
    expect(line).toMatchObject({ reason: expect.stringContaining(`until ${expiresAt}`) });
  });
});

describe('twenty revocations at once', () => {
  it('are one, with one entry in the audit log', async () => {
    const { id } = await attest(await hostTarget());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => approver.request('post', `/v1/attestations/${id}/revoke`).send({})),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect(await admin.all(`/v1/audit?entity=attestation&entityId=${id}`)).toHaveLength(2);
  });
});

describe('what is refused', () => {
  it('names the field that is wrong', async () => {
    const targetId = await hostTarget();
    const wrong: readonly [object, string][] = [
      [{ check: 'no-such-check' }, 'check'],
      [{ check: 'daemon-icc' }, 'check'],
      [{ targetId: randomUUID() }, 'targetId'],
      [{ targetId: 'x' }, 'targetId'],
      [{ result: 'unknown' }, 'result'],
      [{ statement: 'too short' }, 'statement'],
      [{ statement: 'x'.repeat(2001) }, 'statement'],
      [{ evidence: ['x'.repeat(501)] }, 'evidence[0]'],
      [{ evidence: Array.from({ length: 21 }, () => 'x') }, 'evidence'],
      [{ expiresAt: inMilliseconds(-1) }, 'expiresAt'],
      [{ expiresAt: inMilliseconds(400 * day + 60_000) }, 'expiresAt'],
      [{ expiresAt: 'soon' }, 'expiresAt'],
    ];
    for (const [parts, path] of wrong) {
      const problem = await approver.post<ProblemBody>('/v1/attestations', input(targetId, parts), 422);
      expect(problem.errors).toMatchObject([{ in: 'body', path }]);
    }
    expect(await listed(`targetId=${targetId}`)).toEqual([]);
    await attest(targetId, { expiresAt: inMilliseconds(400 * day - 60_000) });
  });

  it('says which checks somebody may vouch for', async () => {
    const parts = input(await hostTarget(), { check: 'daemon-icc' });
    const { detail } = await approver.post<ProblemBody>('/v1/attestations', parts, 422);
    expect(attestableCheckIds()).toContain(check);
    for (const id of attestableCheckIds()) expect(detail).toContain(id);
  });

  it('is what a key may not do', async () => {
    const targetId = await hostTarget();
    const { id } = await attest(targetId);
    for (const role of ['viewer', 'scanner', 'author'] as const) {
      const caller = await service.caller(role);
      const { detail } = await caller.post<ProblemBody>('/v1/attestations', input(targetId), 403);
      expect(detail).toContain('attestation:write');
      await caller.post(`/v1/attestations/${id}/revoke`, {}, 403);
      expect(await caller.get(`/v1/attestations/${id}`)).toMatchObject({ state: 'in_force' });
    }
    await revoke(randomUUID(), 404);
    await admin.get(`/v1/attestations/${randomUUID()}`, 404);
  });
});

describe('by GraphQL', () => {
  it('is made, found, listed and revoked', async () => {
    const targetId = await hostTarget();
    const fields = '{ id state check result evidence }';
    const made = await approver.graphql<{ makeAttestation: { id: string } }>(
      `mutation ($input: MakeAttestationInput!) { makeAttestation(input: $input) ${fields} }`,
      { input: input(targetId, { result: 'PASS' }) },
    );
    const { id } = made.data.makeAttestation;
    const expected = { id, state: 'IN_FORCE', check, result: 'PASS', evidence };
    expect(made.data).toEqual({ makeAttestation: expected });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    const found = await approver.graphql(
      `query ($id: ID!, $targetId: ID!) {
        attestation(id: $id) ${fields}
        attestations(filter: { targetId: $targetId, state: [IN_FORCE] }) { edges { node ${fields} } }
      }`,
      { id, targetId },
    );
    expect(found.data).toEqual({ attestation: expected, attestations: { edges: [{ node: expected }] } });
    const revoked = await approver.graphql(`mutation ($id: ID!) { revokeAttestation(id: $id) { state } }`, {
      id,
    });
    expect(revoked.data).toEqual({ revokeAttestation: { state: 'REVOKED' } });
    expect(await verdictOf(targetId)).toMatchObject(undecided);
  });
});

const run = (...args: string[]) => runAs(approver, args);

describe('ironhull attest', () => {
  it('makes one and revokes it', async () => {
    const targetId = await hostTarget();
    const flags = ['--check', check, '--target', targetId, '--result', 'pass', '--statement', statement];
    const made = await run('attest', ...flags, '--evidence', 'TICKET-1', 'TICKET-2', '--expires', '90d');
    expect(made).toMatchObject({ exitCode: 0, errors: '' });
    const [, id = ''] = /^attestation +(\S+)$/m.exec(made.output) ?? [];
    expect(made.output).toMatch(/^state +in force$/m);
    expect(await admin.get(`/v1/attestations/${id}`)).toMatchObject({ evidence: ['TICKET-1', 'TICKET-2'] });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    const revoked = await run('attest', 'revoke', id, '--json');
    expect(JSON.parse(revoked.output)).toMatchObject({ id, state: 'revoked' });
    const wrong = await run('attest', ...flags.with(1, 'daemon-icc'), '--expires', '90d');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.errors).toContain(check);
  });
});
