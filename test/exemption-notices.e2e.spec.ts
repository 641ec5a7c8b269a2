import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption, ExemptionHygiene } from '../src/contracts/exemption.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import { MovedClock } from './support/moved-clock.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type ProblemBody, type Wire } from './support/service.js';

const clock = new MovedClock();
const day = 86_400_000;
let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start(
    { IRONHULL_EXEMPTION_REMINDERS: '14,7,1' },
    { api: true, worker: true },
    clock,
  );
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approver = await service.caller('approver');
});
afterAll(() => service.stop());

const inDays = (days: number) => new Date(clock.now().getTime() + days * day).toISOString();
const asked = (days: number) =>
  requester.post<Wire<Exemption>>(
    '/v1/exemptions',
    {
      scope: { checks: ['image-healthcheck'], targets: [randomUUID()] },
      reason: 'the service is not reached from outside',
      expiresAt: inDays(days),
    },
    201,
  );
async function approved(days: number): Promise<string> {
  const { id } = await asked(days);
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  return id;
}
const entriesOf = (id: string) => admin.all<Wire<AuditEntry>>(`/v1/audit?entity=exemption&entityId=${id}`);
const notes = async (id: string) =>
  (await entriesOf(id))
    .filter(({ action }) => action === 'exemption.expiring' || action === 'exemption.expired')
    .map(({ action, details, actor }) => [action.replace('exemption.', ''), details['days'] ?? null, actor])
    .reverse();
/** Moves the clock on and waits until the job that notes has come by. */
async function after(days: number, id: string, expected: number) {
  clock.advance(days * day);
  return until(
    () => notes(id),
    (found) => found.length >= expected,
    70_000,
  );
}
const listed = async (query: string) => {
  const { items } = await admin.get<Page<Wire<Exemption>>>(`/v1/exemptions?first=200&${query}`);
  return items.map(({ id }) => id);
};

describe('an exemption that is about to end', () => {
  it('is noted once at each of the days before, and when it has ended', async () => {
    const long = await approved(30);
    const short = await approved(18);
    expect(await listed('expiringWithin=7d')).not.toContain(long);
    const first = ['expiring', 14, 'system'];
    expect(await after(17, long, 1)).toEqual([first]);
    expect(await listed('expiringWithin=2w')).toEqual(expect.arrayContaining([long, short]));
    expect(await listed('expiringWithin=2d')).toEqual([short]);
    const { items } = await admin.get<Wire<ExemptionHygiene>>('/v1/exemptions/hygiene?days=14');
    expect(items.find(({ exemption }) => exemption.id === long)?.issues).toContain('expiring');
    // Several that have passed are told as one: the last of them.
    expect(await notes(short)).toEqual([['expiring', 1, 'system']]);
    expect(await after(12.5, long, 2)).toEqual([first, ['expiring', 1, 'system']]);
    clock.advance(day);
    expect(await admin.get(`/v1/exemptions/${long}`)).toMatchObject({ state: 'expired' });
    const all = await after(0, long, 3);
    expect(all).toEqual([first, ['expiring', 1, 'system'], ['expired', null, 'system']]);
    const exemption = await admin.get<Wire<Exemption>>(`/v1/exemptions/${long}`);
    expect(exemption).toMatchObject({ state: 'expired', endedAt: exemption.expiresAt });
    expect(await listed('state=expired')).toEqual(expect.arrayContaining([long, short]));
  }, 240_000);
});

describe('an attachment', () => {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
  const attach = (id: string, name: string, content: Buffer, caller = requester) =>
    caller.upload(`/v1/exemptions/${id}/attachments?name=${encodeURIComponent(name)}`, content);

  it('is kept as it is, and is saved and never shown by whoever opens it', async () => {
    const { id } = await asked(1);
    const name = 'Prüf"bericht\'.png';
    const answer = (await attach(id, name, png)).body as Wire<Exemption>;
    expect(answer.attachments).toMatchObject([{ name, mediaType: 'image/png', size: png.length }]);
    const [{ id: attachmentId, sha256 }] = answer.attachments as [Wire<Exemption>['attachments'][number]];
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const response = await admin.request('get', `/v1/exemptions/${id}/attachments/${attachmentId}`);
    expect(response.body).toEqual(png);
    expect(response.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "attachment; filename*=UTF-8''Pr%C3%BCf%22bericht%27.png",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await entriesOf(id))[0]).toMatchObject({
      action: 'exemption.attached',
      details: { name, sha256 },
    });
    await admin.get(`/v1/exemptions/${randomUUID()}/attachments/${attachmentId}`, 404);
  });

  it.each([
    ['page.html', Buffer.from('<script>'), 'not taken'],
    ['picture.png', Buffer.from('<svg>'), 'not what the name says'],
    ['notes.txt', Buffer.from([0xff, 0xfe]), 'not what the name says'],
    ['notes.txt', Buffer.alloc(0), 'empty'],
  ])('named %s is refused', async (name, content, reason) => {
    const { id } = await asked(1);
    const response = await attach(id, name, content);
    expect([response.status, (response.body as ProblemBody).detail]).toEqual([
      422,
      expect.stringContaining(reason),
    ]);
  });

  it('is refused where it is too large, is one too many, or comes from who may not ask', async () => {
    const { id } = await asked(1);
    expect((await attach(id, 'a.txt', Buffer.alloc(5 * 2 ** 20 + 1, 'a'))).status).toBe(413);
    expect((await attach(id, 'a/b.txt', Buffer.from('a'))).status).toBe(422);
    const viewer = await service.caller('viewer');
    expect((await attach(id, 'a.txt', Buffer.from('a'), viewer)).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => attach(id, 'a.txt', Buffer.from('a'))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it('is there when an exemption is approved, where the policy requires it', async () => {
    const text = policyText('baseline', { exemptions: '{ require: [attachment] }' });
    await admin.post('/v1/policies/baseline/versions', { text, message: 'Evidence is attached.' }, 201);
    const { id } = await asked(1);
    const refused = await approver.post<ProblemBody>(`/v1/exemptions/${id}/approve`, {}, 422);
    expect(refused.errors).toMatchObject([{ path: 'attachments' }]);
    await attach(id, 'report.md', Buffer.from('# Tested'));
    expect(await approver.post(`/v1/exemptions/${id}/approve`, {}, 200)).toMatchObject({ state: 'approved' });
  });
});

describe('what an exemption decides', () => {
  it('is a false positive with a reason of VEX, or has none', async () => {
    const body = {
      scope: { vulnerabilities: ['CVE-2026-1'] },
      reason: 'the code with the flaw is not built in',
      expiresAt: inDays(1),
    };
    const post = (parts: object, status: number) =>
      requester.post<Wire<Exemption> & ProblemBody>('/v1/exemptions', { ...body, ...parts }, status);
    expect(await post({}, 201)).toMatchObject({ kind: 'risk-accepted', justification: null });
    const justification = 'vulnerable_code_not_present';
    expect(await post({ kind: 'false-positive', justification }, 201)).toMatchObject({ justification });
    for (const parts of [{ kind: 'false-positive' }, { kind: 'mitigated', justification }])
      expect((await post(parts, 422)).errors).toMatchObject([{ path: 'justification' }]);
  });
});
