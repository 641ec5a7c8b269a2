import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type {
  PolicyPreview,
  PreviewedFinding,
  PreviewedTarget,
} from '../src/contracts/policy-preview.contract.js';
import type { PolicyDraft, PolicyVersion } from '../src/contracts/policy.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { debianImage } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { policyText, type PolicyParts } from './support/policies.js';
import { TestService, until, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  approver = await service.caller('approver');
});
afterAll(() => service.stop());

let count = 0;
const aName = () => `previewed-${(count += 1)}`;
const publish = (name: string, parts: PolicyParts) =>
  admin.post<Wire<PolicyVersion>>(
    `/v1/policies/${name}/versions`,
    { text: policyText(name, parts), message: 'because' },
    201,
  );
const previewEnd = (id: string) =>
  until(
    () => admin.get<Wire<PolicyPreview>>(`/v1/policy-previews/${id}`),
    ({ state }) => state === 'succeeded' || state === 'failed',
  );
async function preview(name: string, body: object): Promise<Wire<PolicyPreview>> {
  const { id } = await admin.post<Wire<PolicyPreview>>(`/v1/policies/${name}/preview`, body, 202);
  return previewEnd(id);
}

interface Fleet {
  readonly name: string;
  readonly targetIds: readonly string[];
}

/** Six images of one repository, some as root, some with a flaw, of two owners, bound to a policy of their own. */
async function aFleet(parts: PolicyParts = {}): Promise<Fleet> {
  const name = aName();
  await publish(name, parts);
  const targetIds: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    const image = debianImage([`${name}-lib`, index < 3 ? '1.0' : '2.0'], [`${name}-own-${index}`, '1'])
      .withConfig({
        User: index % 2 === 0 ? 'root' : '1000',
        Healthcheck: index < 2 ? { Test: ['NONE'] } : { Test: ['CMD', 'true'] },
      })
      .named(`registry.example/${name}/app-${index}:1`);
    const owner = index === 5 ? '' : `?label=owner=${name}-${index < 4 ? 'a' : 'b'}`;
    targetIds.push(await admin.targetOf(image.asDockerArchive(), owner));
  }
  await admin.import(
    osvRecord({ id: `CVE-2030-${1000 + count}`, name: `${name}-lib`, fixed: '1.5', severity: 'high' }),
  );
  const selectors = { repositories: [`registry.example/${name}/**`] };
  await admin.post('/v1/bindings', { name, policy: name, selectors }, 201);
  await settled();
  return { name, targetIds };
}

async function settled(): Promise<void> {
  await until(
    () => service.query('SELECT 1 FROM target WHERE needs_judging'),
    (rows) => rows.length === 0,
  );
}

/** What stands of each target: the decision, and its findings with what covers each of them. */
async function stateOf({ targetIds }: Fleet) {
  const verdicts = new Map<string, Wire<Verdict>>();
  const findings = new Map<string, string | null>();
  for (const id of targetIds) {
    verdicts.set(id, await admin.get<Wire<Verdict>>(`/v1/targets/${id}/verdict`));
    for (const { fingerprint, exemption } of await admin.all<Wire<Finding>>(`/v1/targets/${id}/findings`))
      findings.set(fingerprint, exemption);
  }
  return { verdicts, findings };
}

const exempt = async (body: object) => {
  const asked = await admin.post<Wire<Exemption>>(
    '/v1/exemptions',
    { reason: 'it is being rebuilt', expiresAt: new Date(Date.now() + 86_400_000).toISOString(), ...body },
    201,
  );
  await approver.post(`/v1/exemptions/${asked.id}/approve`, {}, 200);
  await settled();
  return asked.id;
};
const exemptionState = async (id: string) => (await admin.get<Wire<Exemption>>(`/v1/exemptions/${id}`)).state;

/** Publishes what was previewed, and holds what became of everything against what the preview said. */
async function holdAgainst(fleet: Fleet, parts: PolicyParts): Promise<Wire<PolicyPreview>> {
  const told = await preview(fleet.name, { text: policyText(fleet.name, parts) });
  expect(told).toMatchObject({ state: 'succeeded', error: null });
  const targets = await admin.all<Wire<PreviewedTarget>>(`/v1/policy-previews/${told.id}/targets`);
  const changes = await admin.all<Wire<PreviewedFinding>>(`/v1/policy-previews/${told.id}/findings`);
  const before = await stateOf(fleet);
  const exemptions = new Map<string, string>();
  for (const { id } of await admin.all<Wire<Exemption>>('/v1/exemptions'))
    exemptions.set(id, await exemptionState(id));
  await publish(fleet.name, parts);
  await settled();
  const after = await stateOf(fleet);
  const turned = fleet.targetIds.flatMap((id) => {
    const [from, to] = [before.verdicts.get(id)!.decision, after.verdicts.get(id)!.decision];
    return from === to ? [] : [[id, from, to]];
  });
  expect(targets.map(({ targetId, from, to }) => [targetId, from, to]).sort()).toEqual(turned.sort());
  for (const { targetId, reasons } of targets)
    expect(after.verdicts.get(targetId)!.reasons.slice(0, 5)).toEqual(reasons);
  const of = (kind: string) =>
    changes.flatMap(({ change, fingerprint }) => (change === kind ? fingerprint : [])).sort();
  const keys = [...new Set([...before.findings.keys(), ...after.findings.keys()])].sort();
  const [was, is] = [before.findings, after.findings];
  expect(of('appears')).toEqual(keys.filter((key) => !was.has(key)));
  expect(of('vanishes')).toEqual(keys.filter((key) => !is.has(key)));
  const both = keys.filter((key) => was.has(key) && is.has(key));
  expect(of('uncovered')).toEqual(both.filter((key) => was.get(key) !== null && is.get(key) === null));
  expect(of('covered')).toEqual(both.filter((key) => was.get(key) === null && is.get(key) !== null));
  const ended = told.exemptions.flatMap(({ exemption, effect }) => (effect === 'ended' ? exemption : []));
  for (const [id, state] of exemptions)
    expect([id, await exemptionState(id)]).toEqual([id, ended.includes(id) ? 'voided' : state]);
  return told;
}

describe('a preview', () => {
  it('says what becomes of every target that the document judges, and of no other one', async () => {
    const fleet = await aFleet({ checks: ['image-size'] });
    const told = await holdAgainst(fleet, { checks: ['image-user-root', 'image-vulnerabilities'] });
    expect(told).toMatchObject({ done: 6, total: 6, flips: 4, judgedFlips: 4, source: 'text' });
    expect(told.turns).toEqual([{ from: 'allow', to: 'deny', targets: 4 }]);
    const owners = told.owners.map(({ owner, targets, flips }) => [owner, targets, flips]);
    expect(owners.sort()).toEqual(
      [
        [`${fleet.name}-a`, 4, 3],
        [`${fleet.name}-b`, 1, 1],
        [null, 1, 0],
      ].sort(),
    );
    const roots = told.names.find(({ name }) => name === 'image-user-root');
    expect(roots).toEqual({
      change: 'appears',
      kind: 'check',
      name: 'image-user-root',
      count: 3,
      targets: 3,
    });
    const own = await admin.all<Wire<PreviewedTarget>>(
      `/v1/policy-previews/${told.id}/targets?owner=${fleet.name}-b`,
    );
    expect(own).toMatchObject([{ owner: `${fleet.name}-b`, from: 'allow', to: 'deny' }]);
    const some = `/v1/policy-previews/${told.id}/findings?change=appears&name=image-user-root`;
    expect(await admin.all(some, 2)).toHaveLength(3);
  }, 120_000);

  it.each([
    ['a laxer gate', { gate: '{ fail_on: critical }' }],
    ['another severity', { checks: ['image-user-root: { severity: low }', 'image-vulnerabilities'] }],
    ['other checks', { checks: ['image-healthcheck', 'image-sshd-present'] }],
    ['nothing but a title', { title: 'Another' }],
    ['what nobody waives', { exemptions: '{ never: [critical, high, medium, low, info, unknown] }' }],
    ['what ends exemptions: a fix', { exemptions: '{ end_when: { fix_released: true } }' }],
    [
      'what ends exemptions: nothing found',
      { checks: ['image-size'], exemptions: '{ end_when: { finding_gone: true } }' },
    ],
  ] satisfies [string, PolicyParts][])(
    'comes true with %s',
    async (_what, parts) => {
      const checks = ['image-user-root', 'image-vulnerabilities'];
      const fleet = await aFleet({ checks });
      await exempt({ scope: { checks: ['image-user-root'], targets: [fleet.targetIds[0]] } });
      await exempt({
        scope: { vulnerabilities: [`CVE-2030-${1000 + count}`], targets: fleet.targetIds.slice(0, 2) },
      });
      await holdAgainst(fleet, { checks, ...parts });
    },
    120_000,
  );

  it('tells which exemptions are refused, end, or cover nothing any more', async () => {
    const fleet = await aFleet({ checks: ['image-user-root'] });
    const scope = { checks: ['image-user-root'], targets: [fleet.targetIds[0]] };
    const id = await exempt({ scope });
    const effectOf = async (parts: PolicyParts) => {
      const { exemptions } = await preview(fleet.name, { text: policyText(fleet.name, parts) });
      return exemptions.map(({ exemption, effect, before, after, code }) => [
        exemption,
        effect,
        before,
        after,
        code,
      ]);
    };
    const never = '{ never: [critical, high, medium, low] }';
    expect(await effectOf({ exemptions: never })).toEqual([[id, 'refused', 1, 0, null]]);
    expect(await effectOf({ checks: ['image-size'] })).toEqual([[id, 'unused', 1, 0, null]]);
    const gone = { checks: ['image-size'], exemptions: '{ end_when: { finding_gone: true } }' };
    expect(await effectOf(gone)).toEqual([[id, 'ended', 1, 0, 'finding-gone']]);
    expect(await effectOf({ title: 'Same' })).toEqual([]);
  }, 120_000);

  it('of a mode that does not enforce tells what the policy says beside what comes of it', async () => {
    const fleet = await aFleet({ checks: ['image-size'] });
    const url = `/v1/bindings/${fleet.name}`;
    const { etag, selectors } = await admin.get<{ etag: string; selectors: object }>(url);
    const put = await admin
      .request('put', url)
      .set({ 'if-match': etag })
      .send({ policy: fleet.name, selectors, mode: 'warn' });
    expect(put.status).toBe(200);
    await settled();
    const told = await preview(fleet.name, { text: policyText(fleet.name) });
    expect(told).toMatchObject({ flips: 0, judgedFlips: 3, turns: [] });
    const targets = await admin.all<Wire<PreviewedTarget>>(`/v1/policy-previews/${told.id}/targets`);
    expect(targets[0]).toMatchObject({ mode: 'warn', from: 'allow', to: 'allow', judgedTo: 'deny' });
  }, 120_000);

  it('judges what no binding gives the policy yet, where that is asked for, as if one did', async () => {
    const fleet = await aFleet({ checks: ['image-size'] });
    const draft = aName();
    const text = policyText(draft);
    expect(await preview(draft, { text })).toMatchObject({ selectors: null, total: 0, flips: 0 });
    const repositories = [`registry.example/${fleet.name}/app-[0]`, `registry.example/${fleet.name}/app-0`];
    const one = await preview(draft, { text, selectors: { repositories } });
    expect(one).toMatchObject({ selectors: { repositories }, total: 1, flips: 1 });
    const whole = await preview(draft, {
      text,
      selectors: { kinds: ['image'], repositories: [`registry.example/${fleet.name}/**`] },
    });
    expect(whole).toMatchObject({ total: 6, flips: 3, turns: [{ from: 'allow', to: 'deny', targets: 3 }] });
    const [first] = await admin.all<Wire<PreviewedTarget>>(`/v1/policy-previews/${whole.id}/targets`);
    expect(first).toMatchObject({ binding: null, mode: 'enforce', from: 'allow', to: 'deny' });

    const stored = await service.query('SELECT 1 FROM target');
    const all = await preview(draft, { text, selectors: {} });
    expect(all).toMatchObject({ selectors: {}, total: stored.length });
    expect(all.flips).toBeGreaterThanOrEqual(3);
    const url = `/v1/policies/${draft}/preview`;
    await admin.post(url, { text, selectors: { labels: {} } }, 422);
    await admin.post(url, { text, selectors: { repository: ['x'] } }, 422);
    const binding = await admin.get<{ policy: string }>(`/v1/bindings/${fleet.name}`);
    expect(binding.policy).toBe(fleet.name);
    const verdict = await admin.get<Wire<Verdict>>(`/v1/targets/${fleet.targetIds[0]}/verdict`);
    expect(verdict).toMatchObject({ decision: 'allow', policy: { name: fleet.name } });
  }, 120_000);

  it('is of the draft, a text or a version, and is shared while it is under way; what is none is refused', async () => {
    const fleet = await aFleet({ checks: ['image-size'] });
    await publish(fleet.name, { checks: ['image-user-root'] });
    await settled();
    expect(await preview(fleet.name, { version: 1 })).toMatchObject({ source: 'version 1', flips: 3 });
    const url = `/v1/policies/${fleet.name}/preview`;
    await admin.post(url, {}, 404);
    await admin.post(url, { version: 9 }, 404);
    await admin.post(url, { version: 1, text: 'x' }, 422);
    await admin.post(url, { text: 'name: [' }, 422);
    await admin.post(url, { text: policyText('another') }, 422);
    await admin
      .request('put', `/v1/policies/${fleet.name}/draft`)
      .send({ text: policyText(fleet.name, { title: 'Draft' }) });
    const asked = await Promise.all(
      Array.from({ length: 6 }, () => admin.post<Wire<PolicyPreview>>(url, {}, 202)),
    );
    const ids = new Set(asked.map(({ id }) => id));
    for (const id of ids) expect(await previewEnd(id)).toMatchObject({ source: 'draft', total: 6, flips: 0 });
    const events = await admin.events<Wire<PolicyPreview>>(`/v1/policy-previews/${[...ids][0]}/events`);
    expect(events.at(-1)).toMatchObject({ state: 'succeeded', done: 6 });
    expect(
      await service.query(
        `SELECT 1 FROM policy_preview WHERE policy = '${fleet.name}' AND state IN ('queued', 'running')`,
      ),
    ).toEqual([]);
    const made = await admin.all<Wire<PolicyPreview>>(`/v1/policy-previews?policy=${fleet.name}`);
    expect(new Set(made.map(({ id }) => id))).toEqual(new Set([...ids, made.at(-1)!.id]));
    expect(made.at(-1)).toMatchObject({ source: 'version 1', flips: 3 });
    const list = `/v1/policy-previews?policy=${fleet.name}&state=succeeded&first=1`;
    const page = await admin.get<{ items: Wire<PolicyPreview>[]; next: string }>(list);
    expect(page.items).toEqual([made[0]]);
    const rest = await admin.get<{ items: Wire<PolicyPreview>[] }>(`${list}&after=${page.next}`);
    expect(rest.items).toEqual([made[1]]);
    await admin.get('/v1/policy-previews?state=done', 422);
  }, 120_000);
});

/** The key of this machine's own use is another one after each start. */
async function restarted(settings: Record<string, string>): Promise<void> {
  await service.restart(settings);
  admin = await service.caller('admin');
}

describe('the settings demand', () => {
  it('a preview of the very content, not too old', async () => {
    await restarted({ IRONHULL_POLICY_PREVIEW_HOURS: '2' });
    const name = aName();
    const text = policyText(name);
    const ask = (status: number, words = text) =>
      admin.post<ProblemBody>(`/v1/policies/${name}/versions`, { text: words, message: 'x' }, status);
    const refusal = await ask(409);
    expect(refusal).toMatchObject({ type: '/problems/transition-refused', allowed: ['preview'] });
    expect(refusal.detail).toContain(`POST /v1/policies/${name}/preview`);
    await preview(name, { text, selectors: {} });
    await ask(409);
    await preview(name, { text });
    await ask(409, policyText(name, { title: 'Another' }));
    await service.query(
      `UPDATE policy_preview SET finished_at = finished_at - interval '3 hours' WHERE policy = '${name}'`,
    );
    await ask(409);
    await preview(name, { text: `# the same\n${text}` });
    await ask(201);
  });

  it('a second author, who has seen what the draft is', async () => {
    await restarted({ IRONHULL_POLICY_APPROVAL: 'required' });
    const name = aName();
    const [first, second] = [await service.caller('author'), await service.caller('author')];
    const direct = await first.post<ProblemBody>(
      `/v1/policies/${name}/versions`,
      { text: policyText(name), message: 'x' },
      409,
    );
    expect(direct).toMatchObject({ allowed: ['approve'] });
    const draft = `/v1/policies/${name}/draft`;
    const written = await first.request('put', draft).send({ text: policyText(name) });
    const { etag } = written.body as Wire<PolicyDraft>;
    const step = async (who: Caller, what: string, seen = etag) =>
      (
        await who
          .request('post', `${draft}/${what}`)
          .set({ 'if-match': seen })
          .send(what === 'publish' ? { message: 'x' } : {})
      ).status;
    expect(await step(first, 'publish')).toBe(409);
    expect(await step(first, 'approve')).toBe(403);
    expect(await step(second, 'approve', '"other"')).toBe(412);
    expect(await step(second, 'approve')).toBe(200);
    expect(await first.get(draft)).toMatchObject({ approvedBy: expect.stringContaining('author'), etag });
    const changed = await first
      .request('put', draft)
      .set({ 'if-match': etag })
      .send({ text: policyText(name, { title: 'B' }) });
    const next = (changed.body as Wire<PolicyDraft>).etag;
    expect(changed.body).toMatchObject({ approvedBy: null });
    expect(await step(second, 'publish', next)).toBe(409);
    expect(await step(second, 'approve', next)).toBe(200);
    expect(await step(first, 'publish', next)).toBe(201);
  });
});
