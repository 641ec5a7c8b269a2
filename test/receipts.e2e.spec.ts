import { setTimeout as delay } from 'node:timers/promises';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { Replay, SignedReceipt } from '../src/contracts/receipt.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { canonicalJson } from '../src/engine/policy/canonical-json.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start({ IRONHULL_RECEIPT_DAYS: '30' });
  admin = await service.caller('admin');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const targetWith = (...names: string[]) =>
  admin.targetOf(debianImage(...names.map((name) => [name, '1.0'] as const)).asOciArchive());
const verdictOf = (targetId: string, query = '') =>
  admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict${query}`);
const verdictAt = (targetId: string, at: string) => verdictOf(targetId, `?at=${encodeURIComponent(at)}`);
const receiptOf = (id: string) => admin.get<Wire<SignedReceipt>>(`/v1/receipts/${id}`);
const replay = (id: string) => admin.post<Wire<Replay>>(`/v1/receipts/${id}/replay`, {}, 200);
const flaw = (cve: string, name: string) =>
  admin.import([
    osvRecord({ id: `DEBIAN-${cve}`, name, fixed: '2.0', severity: 'critical', upstream: [cve] }),
  ]);
const judgeAgain = async (targetId: string) => {
  await service.query('UPDATE target SET needs_judging = true WHERE id = $1', [targetId]);
  return verdictOf(targetId);
};
/** A vendor's word on a flaw. */
async function say(status: string, cve: string, product: string): Promise<void> {
  const statements = [{ vulnerability: { name: cve }, products: [{ '@id': product }], status }];
  const head = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `https://vendor.example/${cve}` };
  const about = { author: 'Vendor', timestamp: '2026-01-01T00:00:00Z', version: 1 };
  const document = Buffer.from(JSON.stringify({ ...head, ...about, statements }));
  expect((await approver.upload('/v1/vex?source=vendor', document)).status).toBe(201);
}
async function exempt(cve: string, expiresAt: Date): Promise<string> {
  const request = { scope: { vulnerabilities: [cve] }, reason: 'not reached', expiresAt };
  const { id } = await admin.post<Wire<Exemption>>('/v1/exemptions', request, 201);
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  return id;
}
const jwks = async () =>
  (await (await fetch(`${service.address}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
async function payloadOf({ jws }: Pick<Wire<SignedReceipt>, 'jws'>) {
  const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(await jwks()));
  return { header: protectedHeader, payload: Buffer.from(payload).toString() };
}

describe('the receipt of a verdict', () => {
  it('is signed, and says what the verdict was made from', async () => {
    const verdict = await verdictOf(await targetWith(aPackageName()));
    const receipt = await receiptOf(verdict.receipt!.id!);
    expect(receipt).toMatchObject({
      ...verdict.receipt,
      targetId: verdict.targetId,
      decision: verdict.decision,
      policy: { name: verdict.policy!.name, version: verdict.policy!.version },
      validUntil: verdict.validUntil,
      isReplayable: true,
      missingInputs: [],
    });
    const { header, payload } = await payloadOf(receipt);
    expect(header).toEqual({ alg: 'EdDSA', kid: receipt.keyId, typ: 'ironhull-receipt' });
    const { keyId: _, jws: __, isReplayable: ___, missingInputs: ____, ...signed } = receipt;
    expect(payload).toBe(canonicalJson(signed));
    const answer = await admin.graphql(`{ receipt(id: "${receipt.id}") { jws decision } }`);
    expect(answer.data).toEqual({ receipt: { jws: receipt.jws, decision: 'ALLOW' } });
  });

  it('does not verify when a letter of it is another one', async () => {
    const { jws } = await receiptOf((await verdictOf(await targetWith(aPackageName()))).receipt!.id!);
    const [header, payload, signature] = jws.split('.') as [string, string, string];
    const changed = Buffer.from(payload, 'base64url').toString().replace('"allow"', '"deny"');
    const forged = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
    await expect(payloadOf({ jws: forged })).rejects.toThrow('signature verification failed');
  });

  it('is not of a judgement that is not stored', async () => {
    const targetId = await targetWith(aPackageName());
    expect((await verdictOf(targetId, '?policy=baseline')).receipt!.id).toBeNull();
    expect(await admin.get('/v1/receipts/00000000-0000-4000-8000-000000000000', 404)).toMatchObject({
      type: '/problems/not-found',
    });
  });

  it('is never changed, in the database neither', async () => {
    const { receipt } = await verdictOf(await targetWith(aPackageName()));
    await expect(
      service.query(`UPDATE receipt SET payload = '{}' WHERE id = $1`, [receipt!.id]),
    ).rejects.toThrow('never changed');
  });

  it('verifies after another key signs', async () => {
    const targetId = await targetWith(aPackageName());
    const before = await receiptOf((await verdictOf(targetId)).receipt!.id!);
    const { kid } = await admin.post<{ kid: string }>('/v1/receipt-keys', {}, 201);
    const after = await receiptOf((await judgeAgain(targetId)).receipt!.id!);
    expect([before.keyId === kid, after.keyId === kid]).toEqual([false, true]);
    await payloadOf(before);
    await payloadOf(after);
  });
});

describe('a replay', () => {
  it('gives every verdict of the past again, byte for byte, whatever has changed since', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    await verdictOf(targetId);
    await flaw(cve, name);
    await verdictOf(targetId);
    const exemption = await exempt(cve, new Date(Date.now() + 86_400_000));
    await verdictOf(targetId);
    await approver.post(`/v1/exemptions/${exemption}/revoke`, {}, 200);
    await admin.import(exploitedCatalogue('CVE-2020-0001', cve));
    await verdictOf(targetId);
    const { text: before } = await admin.get<{ text: string }>('/v1/policies/baseline/versions/1');
    const text = before.replace(/^title: .*$/m, `title: Another title ${name}`);
    await admin.post('/v1/policies/baseline/versions', { text, message: 'x' }, 201);
    await verdictOf(targetId);
    const { items } = await admin.get<Page<Wire<Verdict>>>(`/v1/targets/${targetId}/history`);
    expect(new Set(items.map(({ decision }) => decision))).toEqual(new Set(['allow', 'deny']));
    expect(items.length).toBeGreaterThanOrEqual(5);
    for (const { receipt, decision, reasons } of items) {
      const replayed = await replay(receipt!.id!);
      expect(replayed).toMatchObject({
        outcome: 'same',
        reason: null,
        replayedDigest: receipt!.verdictDigest,
        verdict: { decision, reasons },
      });
    }
  });

  it('says so when what is kept was changed, or is not kept any more', async () => {
    const name = aPackageName();
    const targetId = await targetWith(name);
    await flaw(aCve(), name);
    const { receipt } = await verdictOf(targetId);
    const digest = receipt!.vulnerabilitiesDigest;
    const [kept] = await service.query<{ content: Buffer }>(
      'SELECT content FROM pinned_input WHERE digest = $1',
      [digest],
    );
    const put = (content: Buffer) =>
      service.query('UPDATE pinned_input SET content = $2 WHERE digest = $1', [digest, content]);
    for (const other of [Buffer.from('garbage'), await emptyList()]) {
      await put(other);
      expect(await replay(receipt!.id!)).toMatchObject({ outcome: 'not-replayable', verdict: null });
      expect((await replay(receipt!.id!)).reason).toContain('was changed');
    }
    await put(kept!.content);
    expect(await replay(receipt!.id!)).toMatchObject({ outcome: 'same' });
    await service.query('DELETE FROM pinned_input WHERE digest = $1', [digest]);
    expect(await replay(receipt!.id!)).toMatchObject({
      outcome: 'not-replayable',
      missingInputs: ['vulnerabilities'],
    });
    expect(await receiptOf(receipt!.id!)).toMatchObject({ isReplayable: false });
  });

  const emptyList = async () => {
    const rows = await service.query<{ content: Buffer }>(
      `SELECT content FROM pinned_input WHERE octet_length(content) < 10 LIMIT 1`,
    );
    return rows[0]!.content;
  };

  it('is possible for the days that are set, and for what stands', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    await flaw(cve, name);
    const past = await verdictOf(targetId);
    await admin.import(exploitedCatalogue('CVE-2020-0001', cve));
    await say('under_investigation', cve, `pkg:deb/debian/${name}`);
    const stands = await verdictOf(targetId);
    await service.query(`UPDATE pinned_input SET used_on = used_on - 40`);
    await until(
      () => replay(past.receipt!.id!),
      ({ outcome }) => outcome === 'not-replayable',
      60_000,
    );
    expect(await replay(stands.receipt!.id!)).toMatchObject({ outcome: 'same' });
  });
});

describe('the verdict at a time', () => {
  it('is the one that stood then, with its receipt, whatever renewed it later', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    const first = await verdictOf(targetId);
    await delay(5);
    const renewed = await judgeAgain(targetId);
    await flaw(cve, name);
    const denied = await verdictOf(targetId);
    expect([first.decision, renewed.decision, denied.decision]).toEqual(['allow', 'allow', 'deny']);
    expect(renewed.receipt!.id).not.toBe(first.receipt!.id);
    for (const verdict of [first, renewed, denied]) {
      expect(await verdictAt(targetId, verdict.judgedAt!)).toEqual(verdict);
    }
    const between = new Date(Date.parse(renewed.judgedAt!) - 1).toISOString();
    expect(await verdictAt(targetId, between)).toEqual(first);
    const answer = await admin.graphql<{ target: { verdict: { receipt: { id: string } } } }>(
      `{ target(id: "${targetId}") { verdict(at: "${between}") { receipt { id } } } }`,
    );
    expect(answer.data.target.verdict.receipt.id).toBe(first.receipt!.id);
  });

  it('is unknown before the first one, and refused for a time to come', async () => {
    const targetId = await targetWith(aPackageName());
    await verdictOf(targetId);
    expect(await verdictAt(targetId, '2020-01-01T00:00:00Z')).toMatchObject({
      decision: 'unknown',
      targetId,
      receipt: null,
      reasons: [{ code: 'not-scanned-yet' }],
    });
    const path = `/v1/targets/${targetId}/verdict`;
    expect(await admin.get(`${path}?at=2099-01-01T00:00:00Z`, 400)).toMatchObject({
      errors: [{ in: 'query', path: 'at' }],
    });
    for (const query of ['at=yesterday', 'at=2020-01-01T00:00:00Z&policy=baseline'])
      expect(await admin.get(`${path}?${query}`, 422)).toMatchObject({
        errors: [{ in: 'query', path: 'at' }],
      });
    const nowhere = '/v1/targets/00000000-0000-4000-8000-000000000000/verdict?at=2020-01-01T00:00:00Z';
    expect(await admin.get(nowhere, 404)).toMatchObject({ type: '/problems/not-found' });
  });

  it('is what time had made of it, when nobody asked at that time', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const targetId = await targetWith(name);
    await flaw(cve, name);
    const expiresAt = new Date(Date.now() + 3_000);
    await exempt(cve, expiresAt);
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    await delay(expiresAt.getTime() - Date.now() + 5);
    const end = expiresAt.toISOString();
    expect(await verdictAt(targetId, new Date(expiresAt.getTime() - 1).toISOString())).toMatchObject({
      decision: 'allow',
      validUntil: end,
    });
    expect(await verdictAt(targetId, end)).toMatchObject({
      decision: 'deny',
      exemptedCount: 0,
      judgedAt: end,
      receipt: { id: null },
    });
  });
});
