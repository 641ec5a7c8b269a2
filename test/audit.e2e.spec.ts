import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { ApiKey, AuditEntry, AuditVerification, CreatedKey } from '../src/contracts/key.contract.js';
import { newApiKey } from '../src/platform/auth/api-key-format.js';
import { aPackageName, debianImage } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { Caller, TestService, type Wire } from './support/service.js';

const ownKey = newApiKey(randomUUID()).key;

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start({ IRONHULL_ADMIN_KEY: ownKey });
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const entriesOf = (entity: string, id: string) =>
  admin.all<Wire<AuditEntry>>(`/v1/audit?entity=${entity}&entityId=${encodeURIComponent(id)}`);
const actionsOf = async (entity: string, id: string) =>
  (await entriesOf(entity, id)).map(({ action }) => action).reverse();
const makeKey = (name: string) => admin.post<Wire<CreatedKey>>('/v1/keys', { name, roles: ['viewer'] }, 201);

describe('the audit log', () => {
  it('tells who did it, what, when, and to what', async () => {
    const before = Date.now();
    const { id } = await makeKey('for the audit');
    const [entry] = await entriesOf('key', id);
    expect(entry).toMatchObject({
      action: 'key.created',
      actor: 'local command line',
      details: { name: 'for the audit', roles: ['viewer'], expiresAt: null },
    });
    expect(Date.parse(entry!.at)).toBeGreaterThanOrEqual(before);
  });

  it('has an entry for every kind of change', async () => {
    const key = await makeKey('to be revoked');
    await admin.delete(`/v1/keys/${key.id}`);
    expect(await actionsOf('key', key.id)).toEqual(['key.created', 'key.revoked']);
    const scan = await admin.scan(
      debianImage([aPackageName(), '1.0']).named('example/audit:1').asOciArchive(),
    );
    expect(await actionsOf('scan', scan.id)).toEqual(['scan.requested']);
    const imported = await admin.import([osvRecord({ id: 'DSA-1-1', name: aPackageName() })]);
    expect(await actionsOf('advisory-import', imported.id)).toEqual(['advisories.import-requested']);
    const text = policyText('audited');
    await admin.post('/v1/policies/audited/versions', { text, message: 'first' }, 201);
    await admin.post('/v1/policies/audited/versions', { text, message: 'the same again' }, 201);
    expect(await entriesOf('policy', 'audited')).toMatchObject([
      { action: 'policy.published', details: { version: 1, message: 'first' } },
    ]);
    const approver = await service.caller('approver');
    const states: Record<string, string[]> = {
      approved: ['approve'],
      rejected: ['reject'],
      revoked: ['approve', 'revoke'],
    };
    for (const [state, steps] of Object.entries(states)) {
      const { id } = await admin.post<Wire<Exemption>>('/v1/exemptions', exemption(), 201);
      for (const step of steps) await approver.post(`/v1/exemptions/${id}/${step}`, { comment: 'why' }, 200);
      expect((await actionsOf('exemption', id)).at(-1)).toBe(`exemption.${state}`);
      expect((await entriesOf('exemption', id))[0]).toMatchObject({ details: { comment: 'why' } });
    }
  });

  it('has an entry for the policies that ship and for the key that the configuration names', async () => {
    expect(await actionsOf('policy', 'baseline')).toEqual(['policy.published']);
    const [{ id }] = (await service.query<{ id: string }>(`SELECT id FROM api_key WHERE name = 'admin'`)) as [
      { id: string },
    ];
    expect(await actionsOf('key', id)).toEqual(['key.created']);
    await service.restart({ IRONHULL_ADMIN_KEY: ownKey });
    admin = new Caller(service.address, ownKey);
    expect(await actionsOf('key', id)).toEqual(['key.created']);
  });

  it('has none for what was refused or changed nothing', async () => {
    const count = async () => (await admin.all('/v1/audit')).length;
    const key = await makeKey('once');
    await admin.delete(`/v1/keys/${key.id}`);
    const before = await count();
    await admin.delete(`/v1/keys/${key.id}`);
    await admin.delete(`/v1/keys/${randomUUID()}`, 404);
    await admin.post('/v1/keys', { name: 'x', roles: ['king'] }, 422);
    await admin.post('/v1/policies/audited/versions', { text: 'name: x', message: 'x' }, 422);
    await admin.post('/v1/exemptions', { ...exemption(), scope: {} }, 422);
    await admin.refusedUpload('/v1/scans/archive', Buffer.from('nothing'));
    expect(await count()).toBe(before);
  });

  it('cannot be changed, not even past the service', async () => {
    const before = await admin.all('/v1/audit');
    for (const change of [
      "UPDATE audit_entry SET actor = 'nobody'",
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'TRUNCATE audit_entry CASCADE',
    ])
      await expect(service.query(change)).rejects.toThrow('never changed or deleted');
    expect(await admin.all('/v1/audit')).toEqual(before);
  });
});

describe('the chain of the audit log', () => {
  const verify = (head?: string) =>
    admin.get<AuditVerification>(`/v1/audit/verification${head === undefined ? '' : `?head=${head}`}`);
  /** What whoever owns the database can do, and nobody else. */
  const forge = async (statement: string) => {
    await service.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await service.query(statement);
    await service.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
  };

  it('holds, entry by entry, however many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => makeKey(`at once ${index}`)));
    const { length } = await admin.all('/v1/audit');
    const verification = await verify();
    expect(verification).toMatchObject({
      isIntact: true,
      entries: length,
      fault: null,
      head: { id: length },
    });
    const [newest] = await admin.all<Wire<AuditEntry>>('/v1/audit');
    expect(verification.head).toEqual({ id: newest!.id, hash: newest!.hash });
    expect(newest!.address).toMatch(/127\.0\.0\.1|::1/);
  });

  it('has no gap where a change was rolled back', async () => {
    const before = await verify();
    await admin.post('/v1/keys', { name: 'x', roles: ['king'] }, 422);
    await makeKey('after a refusal');
    expect((await verify()).head.id).toBe(before.head.id + 1);
  });

  it('tells which entry was changed or taken away, also at the end', async () => {
    const { head } = await verify();
    const noted = `${head.id}:${head.hash}`;
    await forge(`CREATE TABLE kept AS SELECT * FROM audit_entry WHERE id IN (3, ${head.id})`);
    await forge(`UPDATE audit_entry SET actor = 'nobody' WHERE id = 3`);
    expect((await verify()).fault).toMatchObject({ id: 3, kind: 'changed' });
    await forge(`DELETE FROM audit_entry WHERE id = 3`);
    expect((await verify()).fault).toMatchObject({ id: 3, kind: 'missing' });
    await forge(`INSERT INTO audit_entry SELECT * FROM kept WHERE id = 3`);
    expect(await verify(noted)).toMatchObject({ isIntact: true });
    await forge(`DELETE FROM audit_entry WHERE id = ${head.id}`);
    expect((await verify()).fault).toMatchObject({ id: head.id, kind: 'missing' });
    await forge(
      `UPDATE audit_head SET id = e.id, hash = e.hash FROM audit_entry e WHERE e.id = ${head.id - 1}`,
    );
    expect(await verify()).toMatchObject({ isIntact: true });
    expect((await verify(noted)).fault).toMatchObject({ id: head.id, kind: 'missing' });
    await forge(`INSERT INTO audit_entry SELECT * FROM kept WHERE id = ${head.id}`);
    await forge(`UPDATE audit_head SET id = ${head.id}, hash = '${head.hash}'`);
    expect(await verify(noted)).toMatchObject({ isIntact: true });
    await service.query('DROP TABLE kept');
  });

  it('refuses a head that is none', async () => {
    const answer = await admin.request('get', '/v1/audit/verification?head=7:abc');
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ path: 'head' }] });
  });
});

describe('the text of a key', () => {
  it('is in the answer that makes it and nowhere else, not even when that answer is to be repeated', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { name: 'with idempotency', roles: ['viewer'] };
    const made = await admin.request('post', '/v1/keys').set(headers).send(body);
    expect(made.status).toBe(201);
    const { id, key } = made.body as CreatedKey;
    expect(await new Caller(service.address, key).get('/v1/checks')).toHaveLength(
      (await admin.get<unknown[]>('/v1/checks')).length,
    );
    const listed = await admin.all<Wire<ApiKey>>('/v1/keys');
    expect(listed.find((one) => one.id === id)).not.toHaveProperty('key');
    const again = await admin.request('post', '/v1/keys').set(headers).send(body);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/conflict' });
    expect(await admin.all('/v1/keys')).toHaveLength(listed.length);
    for (const text of await everyTable()) expect(text).not.toContain(secretOf(key));
  });

  it('of the first key is told once, when the service starts for the first time', async () => {
    expect(service.firstKey).toBeNull();
    const text = (await everyTable()).join();
    expect(text).not.toContain(secretOf(ownKey));
  });
});

/** The part of a key that is random; it may hold any character of base64url. */
function secretOf(key: string): string {
  const secret = key.slice(-43);
  expect(key.at(-44)).toBe('_');
  return secret;
}

function exemption(): object {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  return {
    scope: { checks: ['image-size'], targets: [randomUUID()] },
    reason: 'long enough to tell',
    expiresAt,
  };
}

async function everyTable(): Promise<string[]> {
  const tables = await service.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) =>
      service.query<{ text: string }>(`SELECT json_agg(t)::text AS text FROM ${name} t`),
    ),
  );
  return texts.map(([row]) => row?.text ?? '');
}
