import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../src/contracts/event.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { CreatedWebhook, Delivery, Webhook, WebhookTest } from '../src/contracts/webhook.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { isFrom, Receiver, type Reaction } from './support/receiver.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  service = await TestService.start({
    IRONHULL_WEBHOOK_NETWORKS: '127.0.0.0/8',
    IRONHULL_WEBHOOK_ATTEMPTS: '3',
    IRONHULL_WEBHOOK_RETRY_SECONDS: '1',
    IRONHULL_EVENT_SOURCE: 'urn:ironhull:test',
  });
  admin = await service.caller('admin');
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

let paths = 0;
/** A webhook to a path of its own, which is removed in the end. */
async function hook(input: object, reaction?: Reaction) {
  const path = `/hook-${(paths += 1)}`;
  if (reaction) receiver.react(path, reaction);
  const url = receiver.address + path;
  const made = await admin.post<Wire<CreatedWebhook>>('/v1/webhooks', { name: path, url, ...input }, 201);
  const deliveries = () => admin.all<Wire<Delivery>>(`/v1/webhooks/${made.id}/deliveries`);
  const read = () => admin.get<Wire<Webhook>>(`/v1/webhooks/${made.id}`);
  const at = () => receiver.at(path);
  const remove = () => admin.delete(`/v1/webhooks/${made.id}`);
  return { ...made, path, deliveries, read, at, remove };
}
const publish = async (title = aPackageName()) => {
  const { text } = await admin.get<{ text: string }>('/v1/policies/strict/versions/1');
  const changed = text.replace(/^title: .*$/m, `title: ${title}`);
  return admin.post<{ version: number }>(
    '/v1/policies/strict/versions',
    { text: changed, message: `because of ${title}` },
    201,
  );
};
const ended = ([delivery]: Wire<Delivery>[]) => delivery !== undefined && delivery.state !== 'pending';
const entriesOf = (id: string) => admin.all<Wire<AuditEntry>>(`/v1/audit?entity=webhook&entityId=${id}`);
const events = (query = '') => admin.all<Wire<Event>>(`/v1/events${query}`);

describe('an event', () => {
  it('comes to a webhook as a signed CloudEvent, once, and its delivery is visible', async () => {
    const webhook = await hook({ types: ['policy.published'] });
    const { version } = await publish('A title of mine');
    const [delivery] = await until(webhook.deliveries, ended, 20_000);
    expect(delivery).toMatchObject({
      webhookId: webhook.id,
      type: 'policy.published',
      state: 'delivered',
      attempts: 1,
      status: 204,
      error: null,
    });
    const [received, ...more] = webhook.at();
    expect(more).toEqual([]);
    expect(received!.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(received!.headers['webhook-id']).toBe(delivery!.eventId);
    expect([isFrom(received!, webhook.secret), isFrom(received!, 'whsec_AAAA')]).toEqual([true, false]);
    const event = JSON.parse(received!.body) as Wire<Event>;
    expect(event).toMatchObject({
      specversion: '1.0',
      id: delivery!.eventId,
      source: 'urn:ironhull:test',
      type: 'io.ironhull.policy.published',
      subject: 'strict',
      data: { policy: 'strict', version, message: 'because of A title of mine' },
    });
    const listed = await events('?type=policy.published');
    expect(listed.find(({ id }) => id === event.id)).toEqual(event);
    await webhook.remove();
  });

  it('is plain or shaped for Slack where that is asked for, and left out where it is not wanted', async () => {
    const plain = await hook({ format: 'plain', types: ['policy.published'] });
    const slack = await hook({ format: 'slack' });
    const other = await hook({ types: ['scan.finished'] });
    const disabled = await hook({ isEnabled: false });
    await publish('Shaped');
    await until(
      async () => [plain.at(), slack.at()],
      (lists) => lists.every((list) => list.length > 0),
      20_000,
    );
    expect(JSON.parse(plain.at()[0]!.body)).toMatchObject({
      type: 'policy.published',
      message: 'because of Shaped',
    });
    const message = JSON.parse(slack.at()[0]!.body) as { text: string; blocks: unknown[] };
    expect(message.text).toContain('policy.published: local command line published version');
    expect(message.blocks).toHaveLength(3);
    expect([await other.deliveries(), await disabled.deliveries()]).toEqual([[], []]);
    for (const webhook of [plain, slack, other, disabled]) await webhook.remove();
  });

  it('about a target goes to those that ask for its repository', async () => {
    const team = await hook({ repositories: ['registry.example/team/*'], types: ['scan.finished'] });
    const others = await hook({ repositories: ['registry.example/other/*'], types: ['scan.finished'] });
    const archive = debianImage([aPackageName(), '1.0']).named('registry.example/team/app:1').asOciArchive();
    const { id, targetId } = await admin.scan(archive);
    const [delivery] = await until(team.deliveries, ended, 20_000);
    expect(delivery!.state).toBe('delivered');
    expect(JSON.parse(team.at()[0]!.body)).toMatchObject({
      subject: id,
      data: { state: 'succeeded', target: targetId, references: ['registry.example/team/app:1'] },
    });
    expect(await others.deliveries()).toEqual([]);
    const verdicts = (await events('?type=verdict.changed')).filter(({ subject }) => subject === targetId);
    expect(verdicts).toMatchObject([{ data: { from: null, target: targetId } }]);
    for (const webhook of [team, others]) await webhook.remove();
  });

  it('about a target goes to those that ask for who answers for it, or for its labels', async () => {
    const types = ['scan.finished', 'verdict.changed', 'policy.published'];
    const payments = await hook({ types, owners: ['search', 'payments'], labels: ['tier=1'] });
    const search = await hook({ types, owners: ['search'] });
    const tierless = await hook({ types, owners: ['payments'], labels: ['region'] });
    const archive = debianImage([aPackageName(), '1.0']).named('registry.example/team/app:1').asOciArchive();
    const { id, targetId } = await admin.scan(archive, '?label=owner=payments&label=tier=1');
    const told = () => payments.at().map(({ body }) => (JSON.parse(body) as Wire<Event>).subject);
    await until(
      async () => told(),
      (subjects) => subjects.length === 2,
      20_000,
    );
    expect(new Set(told())).toEqual(new Set([id, targetId]));
    await publish('About no target');
    for (const webhook of [payments, search, tierless])
      await until(webhook.deliveries, (list) => list.some(({ type }) => type === 'policy.published'), 20_000);
    for (const webhook of [search, tierless]) expect(await webhook.deliveries()).toHaveLength(1);
    expect(await payments.read()).toMatchObject({ owners: ['search', 'payments'], labels: ['tier=1'] });
    for (const webhook of [payments, search, tierless]) await webhook.remove();
  });

  it('about a scan that failed goes to those who were to answer for what it was of', async () => {
    const payments = await hook({ types: ['scan.finished'], owners: ['payments'] });
    const search = await hook({ types: ['scan.finished'], owners: ['search'] });
    const labels = { owner: 'payments' };
    const { id } = await admin.post<Wire<Scan>>('/v1/scans', { dockerBench: 'hello', labels }, 202);
    await until(payments.deliveries, ended, 20_000);
    expect(await admin.get(`/v1/scans/${id}`)).toMatchObject({ state: 'failed', targetId: null });
    expect(await search.deliveries()).toEqual([]);
    for (const webhook of [payments, search]) await webhook.remove();
  });
});

describe('a receiver that fails', () => {
  it('gets the event again, later each time, under the same id', async () => {
    const times: number[] = [];
    const webhook = await hook({ types: ['policy.published'] }, (_, count) => {
      times.push(performance.now());
      return count < 3 ? 503 : 200;
    });
    await publish();
    const [delivery] = await until(webhook.deliveries, ended, 30_000);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 3, status: 200 });
    expect(new Set(webhook.at().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(times[1]! - times[0]!).toBeGreaterThan(450);
    expect(times[2]! - times[1]!).toBeGreaterThan(950);
    expect(await webhook.read()).toMatchObject({ failingSince: null, isEnabled: true });
    await webhook.remove();
  });

  it('is a dead letter after the last attempt, which can be sent again, alone or with all since', async () => {
    let isBroken = true;
    const webhook = await hook({ types: ['policy.published'] }, () => (response) => {
      response.writeHead(isBroken ? 500 : 200).end('what it says: \0 x');
    });
    const before = new Date().toISOString();
    await publish();
    const [dead] = await until(webhook.deliveries, ended, 30_000);
    expect(dead).toMatchObject({ state: 'dead', attempts: 3, status: 500, error: 'the answer was 500' });
    expect(dead!.excerpt).toBe('what it says:   x');
    expect((await webhook.read()).failingSince).not.toBeNull();
    expect(await admin.get(`/v1/webhooks/${webhook.id}/deliveries?state=delivered`)).toMatchObject({
      items: [],
    });
    isBroken = false;
    const again = `/v1/webhooks/${webhook.id}/deliveries/${dead!.id}/redeliver`;
    expect(await admin.post(again, {}, 202)).toMatchObject({ state: 'pending', attempts: 0 });
    const [delivered] = await until(webhook.deliveries, ended, 30_000);
    expect(delivered).toMatchObject({ id: dead!.id, state: 'delivered', attempts: 1 });
    expect(webhook.at()).toHaveLength(4);
    const since = encodeURIComponent(before);
    expect(await admin.post(`/v1/webhooks/${webhook.id}/replay?since=${since}`, {}, 202)).toEqual({
      count: 1,
    });
    await until(
      async () => webhook.at(),
      (list) => list.length === 5,
      20_000,
    );
    await webhook.remove();
  });

  it('is not waited for without an end', { timeout: 60_000 }, async () => {
    const webhook = await hook({ types: ['policy.published'] }, (_, count) => (count === 1 ? null : 200));
    await publish();
    const [first] = await until(webhook.deliveries, ([one]) => (one?.attempts ?? 0) > 0, 30_000);
    expect(first).toMatchObject({ status: null, error: 'no answer within 10 s' });
    const [delivery] = await until(webhook.deliveries, ended, 30_000);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 });
    await webhook.remove();
  });

  it('leads nowhere else by a redirect, and sends no more than is read', async () => {
    receiver.react('/elsewhere', () => 200);
    const redirecting = await hook({}, () => (response) => {
      response.writeHead(302, { location: `${receiver.address}/elsewhere` }).end();
    });
    expect(await admin.post<Wire<WebhookTest>>(`/v1/webhooks/${redirecting.id}/test`, {}, 200)).toMatchObject(
      {
        isDelivered: false,
        status: 302,
      },
    );
    expect(receiver.at('/elsewhere')).toEqual([]);
    const endless = await hook({}, () => (response) => {
      const more = () => {
        while (response.writable && response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      response.writeHead(200);
      more();
    });
    const answer = await admin.post<Wire<WebhookTest>>(`/v1/webhooks/${endless.id}/test`, {}, 200);
    expect(answer).toMatchObject({ isDelivered: true, status: 200, excerpt: 'x'.repeat(500) });
    for (const webhook of [redirecting, endless]) await webhook.remove();
  });

  it('is left alone after three days, and at once when it says that it is gone; the reason is visible', async () => {
    const failing = await hook({ types: ['policy.published'] }, () => 500);
    const gone = await hook({ types: ['policy.published'] }, () => 410);
    await publish();
    await until(gone.deliveries, ended, 20_000);
    expect(await gone.read()).toMatchObject({
      isEnabled: false,
      disabledBecause: 'the receiver answered 410: it is gone',
    });
    await until(failing.read, ({ failingSince }) => failingSince !== null, 20_000);
    expect((await failing.read()).isEnabled).toBe(true);
    await service.query(
      `UPDATE webhook SET failing_since = failing_since - interval '73 hours' WHERE id = $1`,
      [failing.id],
    );
    const disabled = await until(failing.read, ({ isEnabled }) => !isEnabled, 30_000);
    expect(disabled.disabledBecause).toMatch(
      /^no delivery succeeded since .*; the last one: the answer was 500$/,
    );
    const [dead] = await failing.deliveries();
    const again = `/v1/webhooks/${failing.id}/deliveries/${dead!.id}/redeliver`;
    expect(await admin.post(again, {}, 409)).toMatchObject({ type: '/problems/conflict' });
    const change = admin.request('patch', `/v1/webhooks/${failing.id}`).send({ isEnabled: true });
    expect((await change).body).toMatchObject({ isEnabled: true, disabledBecause: null, failingSince: null });
    for (const webhook of [failing, gone]) await webhook.remove();
  });
});

describe('a webhook', () => {
  it.each([
    'http://10.0.0.1/hook',
    'https://10.0.0.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x0a000001/',
    'http://1.1.1.1/',
    'https://user:password@hooks.example/',
    'ftp://hooks.example/',
    '/etc/passwd',
  ])('is refused to %s', async (url) => {
    const problem = await admin.post('/v1/webhooks', { name: 'x', url }, 422);
    expect(problem).toMatchObject({ errors: [{ in: 'body', path: 'url' }] });
  });

  it('is refused when its name resolves to what is not allowed, at the time of the delivery', async () => {
    const webhook = await hook({});
    await service.query('UPDATE webhook SET url = $2 WHERE id = $1', [webhook.id, 'https://[::1]:1/']);
    const answer = await admin.post<Wire<WebhookTest>>(`/v1/webhooks/${webhook.id}/test`, {}, 200);
    expect(answer).toMatchObject({ isDelivered: false, status: null });
    expect(answer.error).toContain('is refused');
    await webhook.remove();
  });

  it('signs with the secret before as well, until that is ended or another one comes', async () => {
    const webhook = await hook({});
    const renew = (query = '') =>
      admin.post<Wire<CreatedWebhook>>(`/v1/webhooks/${webhook.id}/secret${query}`, {}, 200);
    const signers = async (...secrets: string[]) => {
      await admin.post(`/v1/webhooks/${webhook.id}/test`, {}, 200);
      const received = webhook.at().at(-1)!;
      return secrets.map((secret) => isFrom(received, secret));
    };
    const second = await renew();
    const hoursLeft = (Date.parse(second.previousSecretUntil!) - Date.now()) / 3_600_000;
    expect([hoursLeft > 23.9, hoursLeft <= 24]).toEqual([true, true]);
    expect(await signers(second.secret, webhook.secret)).toEqual([true, true]);
    expect(webhook.at().at(-1)!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);

    const third = await renew('?overlapHours=1');
    expect(await signers(third.secret, second.secret, webhook.secret)).toEqual([true, true, false]);
    const ended = await admin.delete<Wire<Webhook>>(`/v1/webhooks/${webhook.id}/secret/previous`);
    expect(ended).toMatchObject({ id: webhook.id, previousSecretUntil: null });
    expect(await admin.delete(`/v1/webhooks/${webhook.id}/secret/previous`)).toEqual(ended);
    expect(await signers(third.secret, second.secret)).toEqual([true, false]);

    await renew('?overlapHours=1');
    const last = await renew('?overlapHours=0');
    expect(last.previousSecretUntil).toBeNull();
    expect(await signers(last.secret, third.secret)).toEqual([true, false]);
    for (const hours of ['169', '-1', '1.5', 'x'])
      expect(
        await admin.post(`/v1/webhooks/${webhook.id}/secret?overlapHours=${hours}`, {}, 422),
      ).toMatchObject({ errors: [{ in: 'query', path: 'overlapHours' }] });
    const steps = (await entriesOf(webhook.id)).map(({ action }) => action.replace('webhook.', '')).reverse();
    const renewed = 'secret-renewed';
    expect(steps).toEqual(['created', renewed, renewed, 'previous-secret-ended', renewed, renewed]);
    await webhook.remove();
  });

  it('has a secret before that ends by itself; it is forgotten then, and that is noted', async () => {
    const webhook = await hook({});
    await admin.post(`/v1/webhooks/${webhook.id}/secret`, {}, 200);
    await service.query(`UPDATE webhook SET previous_secret_until = now() WHERE id = $1`, [webhook.id]);
    expect((await webhook.read()).previousSecretUntil).toBeNull();
    await admin.post(`/v1/webhooks/${webhook.id}/test`, {}, 200);
    expect(webhook.at().map((received) => isFrom(received, webhook.secret))).toEqual([false]);
    const latest = async () => (await entriesOf(webhook.id))[0]!;
    const entry = await until(latest, ({ action }) => action !== 'webhook.secret-renewed', 60_000);
    expect(entry).toMatchObject({ action: 'webhook.previous-secret-ended', actor: 'system' });
    const kept = await service.query<{ previous_sealed_secret: Buffer | null }>(
      'SELECT previous_sealed_secret FROM webhook WHERE id = $1',
      [webhook.id],
    );
    expect(kept).toEqual([{ previous_sealed_secret: null }]);
    await webhook.remove();
  });

  it('keeps its secret sealed, shows it once, and takes a new one', async () => {
    const webhook = await hook({});
    expect(await webhook.read()).not.toHaveProperty('secret');
    const [row] = await service.query<{ sealed_secret: Buffer }>(
      'SELECT sealed_secret FROM webhook WHERE id = $1',
      [webhook.id],
    );
    const bytes = Buffer.from(webhook.secret.slice('whsec_'.length), 'base64');
    expect([bytes.length, row!.sealed_secret.includes(bytes)]).toEqual([32, false]);
    const { secret } = await admin.post<Wire<CreatedWebhook>>(
      `/v1/webhooks/${webhook.id}/secret?overlapHours=0`,
      {},
      200,
    );
    await admin.post(`/v1/webhooks/${webhook.id}/test`, {}, 200);
    const [received] = webhook.at();
    expect([isFrom(received!, secret), isFrom(received!, webhook.secret)]).toEqual([true, false]);
    expect(JSON.parse(received!.body)).toMatchObject({ type: 'io.ironhull.webhook.test' });
    await webhook.remove();
    expect(await admin.get(`/v1/webhooks/${webhook.id}`, 404)).toMatchObject({ type: '/problems/not-found' });
  });
});

describe('events', () => {
  it('are polled in their order: what comes later stands behind what was read', async () => {
    const known = await events();
    const last = known.at(-1)!.sequence;
    await publish('First');
    await publish('Second');
    const next = () => events(`?type=policy.published&sequence=${last}`);
    const fresh = await until(next, (list) => list.length === 2, 20_000);
    expect(fresh.map(({ data }) => data['message'])).toEqual(['because of First', 'because of Second']);
    const all = await admin.all<Wire<Event>>('/v1/events', 3);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence).sort());
    expect(all.slice(0, known.length)).toEqual(known);
    expect(await admin.get('/v1/events?type=nothing', 422)).toMatchObject({ errors: [{ path: 'type[0]' }] });
    const page = await admin.get<Page<Event>>('/v1/events?since=2099-01-01T00:00:00Z');
    expect(page).toEqual({ items: [], next: null });
  });

  it('are not there of what was rolled back', async () => {
    await service.query(
      `CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN IF NEW.details ->> 'message' = 'because of Rolled back' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$`,
    );
    await service.query(
      'CREATE TRIGGER refuse_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_entry()',
    );
    await expect(publish('Rolled back')).rejects.toThrow();
    await service.query('DROP TRIGGER refuse_entry ON audit_entry');
    await publish('Not rolled back');
    const told = await until(
      () => events('?type=policy.published'),
      (list) => list.some(({ data }) => data['message'] === 'because of Not rolled back'),
      20_000,
    );
    expect(told.filter(({ data }) => data['message'] === 'because of Rolled back')).toEqual([]);
  });

  it('tell each step of an exemption, those too that time alone takes', async () => {
    const approver = await service.caller('approver');
    const ask = async (expiresAt: number) => {
      const scope = { vulnerabilities: ['CVE-2020-4242'] };
      const input = { scope, reason: 'not reached', expiresAt: new Date(expiresAt).toISOString() };
      return (await admin.post<{ id: string }>('/v1/exemptions', input, 201)).id;
    };
    const end = Date.now() + 4_000;
    const id = await ask(end);
    await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
    const week = 7 * 86_400_000;
    const soon = await ask(Date.now() + week + 4_000);
    await approver.post(`/v1/exemptions/${soon}/approve`, {}, 200);
    const stepsOf = async (subject: string) => (await events()).filter((event) => event.subject === subject);
    const steps = await until(
      () => stepsOf(id),
      (list) => list.length === 3,
      60_000,
    );
    expect(steps.map(({ type, data }) => [type, data['step']])).toEqual([
      ['io.ironhull.exemption.requested', 'requested'],
      ['io.ironhull.exemption.decided', 'approved'],
      ['io.ironhull.exemption.ended', 'expired'],
    ]);
    expect(Date.parse(steps[2]!.time)).toBeGreaterThanOrEqual(end);
    const expiring = await until(
      () => stepsOf(soon),
      (list) => list.length === 3,
      60_000,
    );
    expect(expiring[2]).toMatchObject({ type: 'io.ironhull.exemption.expiring', data: { step: 'expiring' } });
    await approver.post(`/v1/exemptions/${soon}/revoke`, {}, 200);
    await delay(3_000);
    expect(await stepsOf(id)).toHaveLength(3);
    const last = await until(
      () => stepsOf(soon),
      (list) => list.length === 4,
      20_000,
    );
    expect(last[3]).toMatchObject({ data: { step: 'revoked' } });
  });
});
