import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Binding, BindingResolution } from '../src/contracts/binding.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { PolicyVersion } from '../src/contracts/policy.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { debianImage } from './support/images.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let author: Caller;
let scanner: Caller;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  author = await service.caller('author');
  scanner = await service.caller('scanner');
  admin = await service.caller('admin');
  await publish('roots', policyText('roots'));
});
afterAll(() => service.stop());

let count = 0;
const aName = () => `bound-${(count += 1)}`;
const publish = (name: string, text: string) =>
  author.post<Wire<PolicyVersion>>(`/v1/policies/${name}/versions`, { text, message: 'because' }, 201);
/** An image that runs as root, of a repository of its own. */
function scanned(name: string, query = ''): Promise<string> {
  const image = debianImage([name, '1.0']).withConfig({ User: 'root' });
  return scanner.targetOf(image.named(`registry.example/${name}/app:1`).asDockerArchive(), query);
}
const verdict = (id: string) => scanner.get<Wire<Verdict>>(`/v1/targets/${id}/verdict`);
const bind = (name: string, body: object = {}, status = 201) =>
  author.post<Wire<Binding>>('/v1/bindings', { name, policy: 'roots', ...body }, status);
const inRepository = (name: string) => ({ selectors: { repositories: [`registry.example/${name}/**`] } });
const change = async (method: 'put' | 'delete', name: string, seen?: string, body: object = {}) =>
  author
    .request(method, `/v1/bindings/${name}`)
    .set(seen === undefined ? {} : { 'if-match': seen })
    .send(body);
const unbind = async (name: string) => {
  const { etag } = await author.get<Wire<Binding>>(`/v1/bindings/${name}`);
  expect((await change('delete', name, etag)).status).toBe(200);
};
/** Ids of the targets that are marked to be judged while what is done to them waits. */
async function markedBy(work: () => Promise<unknown>): Promise<string[]> {
  await until(
    () => service.query('SELECT 1 FROM target WHERE needs_judging'),
    (rows) => rows.length === 0,
  );
  const before = await service.query<{ target_id: string; judged_at: Date }>(
    'SELECT target_id, judged_at FROM verdict WHERE is_current',
  );
  await work();
  const after = await until(
    () =>
      service.query<{ target_id: string; judged_at: Date; marked: boolean }>(
        'SELECT target_id, judged_at, needs_judging AS marked FROM verdict v JOIN target t ON t.id = v.target_id WHERE is_current',
      ),
    (rows) => rows.every(({ marked }) => !marked),
  );
  const times = new Map(before.map(({ target_id: id, judged_at: at }) => [id, at.getTime()]));
  return after
    .filter(({ target_id: id, judged_at: at }) => at.getTime() !== times.get(id))
    .map((row) => row.target_id);
}

describe('a binding', () => {
  it('is made, read, replaced and deleted; nobody overwrites what they have not seen', async () => {
    const name = aName();
    const made = await bind(name, { ...inRepository(name), priority: 7, mode: 'warn' });
    expect(made).toMatchObject({ name, policy: 'roots', priority: 7, mode: 'warn' });
    expect(await author.get(`/v1/bindings/${name}`)).toEqual(made);
    expect(await author.get<Wire<Binding>[]>('/v1/bindings')).toContainEqual(made);
    await bind(name, {}, 409);
    expect((await change('put', name, undefined, { policy: 'roots' })).status).toBe(428);
    const attempts = await Promise.all(
      Array.from({ length: 6 }, (_, priority) =>
        change('put', name, made.etag, { policy: 'roots@1', priority, ...inRepository(name) }),
      ),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(5).fill(412)]);
    const lost = attempts.find(({ status }) => status === 412)!.body as ProblemBody;
    expect(lost.detail).toMatch(/changed the binding .* Read it again/);
    expect((await change('delete', name, made.etag)).status).toBe(412);
    const now = await author.get<Wire<Binding>>(`/v1/bindings/${name}`);
    expect(now).toMatchObject({ policy: 'roots@1', mode: 'enforce', createdAt: made.createdAt });
    expect((await change('delete', name, now.etag)).status).toBe(200);
    await author.get(`/v1/bindings/${name}`, 404);
    const { items } = await admin.get<Page<Wire<AuditEntry>>>(`/v1/audit?entity=binding&entityId=${name}`);
    expect(items.map(({ action }) => action)).toEqual([
      'binding.deleted',
      'binding.replaced',
      'binding.created',
    ]);
  });

  it('is refused when it cannot be', async () => {
    for (const body of [
      { policy: 'none-such' },
      { policy: 'roots@9' },
      { policy: 'No' },
      { selectors: { kinds: [] } },
      { selectors: { labels: {} } },
      { selectors: { repository: ['x'] } },
      { mode: 'off' },
      { priority: 0.5 },
    ])
      expect(await bind(aName(), body, 422)).toMatchObject({ errors: [expect.anything()] });
    await bind('resolve', {}, 422);
    await author.get('/v1/bindings/none-such', 404);
    expect((await change('put', 'none-such', '*', { policy: 'roots' })).status).toBe(404);
  });

  it('decides which policy judges: by priority, then by how specific it is, then by name; and tells why', async () => {
    const name = aName();
    const id = await scanned(name);
    expect(await verdict(id)).toMatchObject({ binding: null, mode: 'enforce', policy: { name: 'baseline' } });
    await bind(`${name}-b`, inRepository(name));
    expect(await verdict(id)).toMatchObject({
      binding: `${name}-b`,
      decision: 'deny',
      policy: { name: 'roots' },
    });
    const kinds = { selectors: { ...inRepository(name).selectors, kinds: ['image'] } };
    await bind(`${name}-c`, { policy: 'strict', ...kinds });
    expect(await verdict(id)).toMatchObject({ binding: `${name}-c`, policy: { name: 'strict' } });
    await bind(`${name}-a`, { policy: 'baseline', ...kinds });
    expect(await verdict(id)).toMatchObject({ binding: `${name}-a`, policy: { name: 'baseline' } });
    await bind(`${name}-d`, { ...inRepository(name), priority: 1 });
    const { change: why, ...now } = await verdict(id);
    expect(now).toMatchObject({ binding: `${name}-d`, policy: { name: 'roots' }, decision: 'deny' });
    expect(why?.causes.map(({ code }) => code)).toContain('binding-changed');
    const other = await bind(`${name}-e`, { selectors: { kinds: ['host'] } });
    const resolution = await author.get<Wire<BindingResolution>>(`/v1/bindings/resolve?target=${id}`);
    expect(resolution).toMatchObject({ targetId: id, binding: `${name}-d`, policy: 'roots', version: 1 });
    const told = Object.fromEntries(
      resolution.explanation.map(({ binding, outcome, reason }) => [binding, [outcome, reason]]),
    );
    expect(told).toMatchObject({
      [`${name}-d`]: ['won', expect.anything()],
      [`${name}-a`]: ['lost', expect.stringContaining('higher priority')],
      [other.name]: ['no-match', expect.stringContaining('kind host')],
    });
    const query = `{ target(id: "${id}") { binding { binding mode version explanation { binding outcome } } } bindings { name } bindingResolution(target: "registry.example/${name}/app:1") { binding } }`;
    const { data } = await author.graphql<Record<string, unknown>>(query);
    expect(data).toMatchObject({
      target: { binding: { binding: `${name}-d`, mode: 'ENFORCE', version: 1 } },
      bindingResolution: { binding: `${name}-d` },
    });
    for (const letter of ['a', 'b', 'c', 'd', 'e']) await unbind(`${name}-${letter}`);
    expect(await verdict(id)).toMatchObject({ binding: null, policy: { name: 'baseline' } });
  });

  it('is found for what was never scanned, by its name alone', async () => {
    const name = aName();
    await bind(name, inRepository(name));
    const asked = `registry.example/${name}/new:2`;
    expect(await author.get(`/v1/bindings/resolve?target=${asked}`)).toMatchObject({
      targetId: null,
      binding: name,
      policy: 'roots',
    });
    await author.get(`/v1/bindings/resolve?target=${randomUUID()}`, 404);
    await author.get(`/v1/bindings/resolve?target=sha256:${'1'.repeat(64)}`, 404);
    await author.get('/v1/bindings/resolve', 422);
  });

  it('selects by labels that were set, not by those that an image brings', async () => {
    const name = aName();
    await bind(name, { selectors: { labels: { team: name }, environments: ['prod'] } });
    const bytes = debianImage([name, '1.0']).withConfig({
      User: 'root',
      Labels: { team: name, environment: 'prod' },
    });
    const id = await scanner.targetOf(bytes.named(`registry.example/${name}:1`).asDockerArchive());
    expect(await verdict(id)).toMatchObject({ binding: null });
    const set = { labels: { team: name }, environment: 'prod' };
    expect((await scanner.request('patch', `/v1/targets/${id}`).send(set)).status).toBe(200);
    expect(await verdict(id)).toMatchObject({ binding: name });
    const digest = (await scanner.get<Wire<Target>>(`/v1/targets/${id}`)).digest;
    expect(await scanner.get(`/v1/verdicts/${digest}`)).toMatchObject({
      binding: name,
      policy: { name: 'roots' },
    });
  });

  it('of an image with several names is the strictest', async () => {
    const name = aName();
    const image = debianImage([name, '1.0']).withConfig({ User: 'root' });
    await bind(`${name}-sandbox`, { ...inRepository(`${name}-sandbox`), mode: 'warn', priority: 9 });
    await bind(`${name}-prod`, inRepository(`${name}-prod`));
    const seen = (repository: string) =>
      scanner.targetOf(image.named(`registry.example/${repository}/app:1`).asDockerArchive());
    const id = await seen(`${name}-sandbox`);
    expect(await verdict(id)).toMatchObject({
      binding: `${name}-sandbox`,
      decision: 'allow',
      judged: 'deny',
    });
    expect(await seen(`${name}-prod`)).toBe(id);
    expect(await verdict(id)).toMatchObject({ binding: `${name}-prod`, decision: 'deny' });
  });
});

describe('in a mode', () => {
  it.each([
    ['enforce', 'deny'],
    ['warn', 'allow'],
    ['dry-run', 'allow'],
  ])('%s, a deny comes to %s, everywhere, and everybody sees what was judged', async (mode, decision) => {
    const name = aName();
    const id = await scanned(name);
    await bind(name, { ...inRepository(name), mode });
    const { digest, reasons, ...told } = await verdict(id);
    expect(told).toMatchObject({ decision, judged: 'deny', mode, binding: name });
    expect(reasons[0]).toMatchObject({ code: 'check-failed' });
    expect(await scanner.get(`/v1/verdicts/${digest}`)).toMatchObject({ decision, judged: 'deny', mode });
    expect(await scanner.get(`/v1/targets/${id}`)).toMatchObject({ decision });
    const query = `{ verdict(digest: "${digest}") { decision judged mode binding } target(id: "${id}") { decision verdict { decision judged } } }`;
    const { data } = await scanner.graphql<object>(query);
    expect(data).toMatchObject({
      verdict: { decision: decision.toUpperCase(), judged: 'DENY', binding: name },
      target: { decision: decision.toUpperCase(), verdict: { judged: 'DENY' } },
    });
    const [newest] = (await scanner.get<Page<Wire<Verdict>>>(`/v1/targets/${id}/history`)).items;
    expect(newest).toMatchObject({ decision, judged: 'deny', mode, binding: name });
    const byName = await scanner.get<Wire<Verdict>>(`/v1/targets/${id}/verdict?policy=roots`);
    expect(byName).toMatchObject({ decision: 'deny', mode: 'enforce', binding: null });
  });

  it('that changes, the history tells it', async () => {
    const name = aName();
    const id = await scanned(name);
    const { etag } = await bind(name, { ...inRepository(name), mode: 'dry-run' });
    expect(await verdict(id)).toMatchObject({ decision: 'allow' });
    expect((await change('put', name, etag, { policy: 'roots', ...inRepository(name) })).status).toBe(200);
    const { change: why, decision } = await verdict(id);
    expect(decision).toBe('deny');
    expect(why).toMatchObject({ from: 'allow', causes: [{ code: 'mode-changed', subject: name }] });
  });

  it('what was never scanned is never allowed', async () => {
    const everything = await bind(aName(), {
      mode: 'dry-run',
      priority: 1000,
      selectors: { kinds: ['image'] },
    });
    const unknown = await scanner.get<Wire<Verdict>>(`/v1/verdicts/sha256:${'2'.repeat(64)}`);
    expect(unknown).toMatchObject({ decision: 'unknown', judged: 'unknown' });
    await unbind(everything.name);
  });

  it('of a binding whose policy is gone, nothing is decided, in any mode', async () => {
    const name = aName();
    const id = await scanned(name);
    await publish(name, policyText(name));
    await bind(name, { policy: name, mode: 'warn', ...inRepository(name) });
    expect(await verdict(id)).toMatchObject({ decision: 'allow', judged: 'deny' });
    await author.post(`/v1/policies/${name}/versions/1/retire`, {}, 200);
    const { decision, reasons, mode } = await verdict(id);
    expect([decision, mode, reasons[0]?.code]).toEqual(['unknown', 'enforce', 'policy-missing']);
    expect(await author.get(`/v1/bindings/resolve?target=${id}`)).toMatchObject({
      binding: name,
      version: null,
    });
    await publish(name, policyText(name, { title: 'Again' }));
    expect(await verdict(id)).toMatchObject({ decision: 'allow', judged: 'deny', policy: { version: 2 } });
  });
});

describe('a change marks exactly the targets that it concerns', () => {
  it('of a binding: those whose policy or mode is another one then', async () => {
    const [name, other] = [aName(), aName()];
    const [id, second] = [await scanned(name), await scanned(other)];
    await bind(other, inRepository(other));
    expect(await markedBy(() => bind(name, inRepository(name)))).toEqual([id]);
    expect(await markedBy(() => bind(`${name}-low`, { ...inRepository(name), priority: -1 }))).toEqual([]);
    const { etag } = await author.get<Wire<Binding>>(`/v1/bindings/${other}`);
    const moved = {
      policy: 'roots',
      selectors: { repositories: [`registry.example/${name}/**`, `registry.example/${other}/**`] },
    };
    expect(await markedBy(() => change('put', other, etag, { ...moved, priority: 5 }))).toEqual([id]);
    expect(await markedBy(() => unbind(`${name}-low`))).toEqual([]);
    expect((await markedBy(() => unbind(other))).sort()).toEqual([id, second].sort());
    await unbind(name);
  });

  it('of a policy: those that it judges', async () => {
    const [name, pinned] = [aName(), aName()];
    const [id, second] = [await scanned(name), await scanned(pinned)];
    await publish(name, policyText(name));
    await bind(name, { policy: name, ...inRepository(name) });
    await bind(pinned, { policy: `${name}@1`, ...inRepository(pinned) });
    expect(await verdict(second)).toMatchObject({ policy: { name, version: 1 } });
    expect(await markedBy(() => publish(name, policyText(name, { title: 'Second' })))).toEqual([id]);
    const rollback = () => author.post(`/v1/policies/${name}/rollback`, { version: 1, message: 'back' }, 201);
    expect(await markedBy(rollback)).toEqual([id]);
    const retire = (version: number) =>
      author.post(`/v1/policies/${name}/versions/${version}/retire`, {}, 200);
    expect((await markedBy(() => retire(1))).sort()).toEqual([id, second].sort());
    expect(await verdict(second)).toMatchObject({ decision: 'unknown' });
    expect(await verdict(id)).toMatchObject({ policy: { version: 3 } });
  });
});

describe('the rules for exemptions', () => {
  it('are those of the policies that judge what it covers', async () => {
    const name = aName();
    const id = await scanned(name);
    await publish(name, policyText(name, { exemptions: '{ max_days: 5, require: [ticket], approvers: 2 }' }));
    await bind(name, { policy: name, ...inRepository(name) });
    await verdict(id);
    const ask = (days: number, more: object = {}, status = 201) =>
      scanner.post<ProblemBody & { approvalsNeeded: number }>(
        '/v1/exemptions',
        {
          scope: { checks: ['image-user-root'], targets: [id] },
          reason: 'it is being rebuilt',
          expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
          ...more,
        },
        status,
      );
    expect((await ask(20, { ticket: 'T-1' }, 422)).detail).toContain(`"${name}" allows at most 5 days`);
    expect((await ask(4, {}, 422)).detail).toContain('ticket');
    expect(await ask(4, { ticket: 'T-1' })).toMatchObject({ approvalsNeeded: 2 });
    await unbind(name);
    await verdict(id);
    expect(await ask(20)).toMatchObject({ approvalsNeeded: 1 });
  });
});
