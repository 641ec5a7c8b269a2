import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy, PolicyVersion } from '../src/contracts/policy.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let author: Caller;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  author = await service.caller('author');
  admin = await service.caller('admin');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
});
afterAll(() => service.stop());

let count = 0;
const aName = () => `policy-${(count += 1)}`;
const publish = (name: string, text: string, message = 'because') =>
  author.post<Wire<PolicyVersion>>(`/v1/policies/${name}/versions`, { text, message }, 201);
const refused = (name: string, text: string) =>
  author.post<ProblemBody>(`/v1/policies/${name}/versions`, { text, message: 'because' }, 422);
const target = (config: Record<string, unknown> = {}) =>
  admin.targetOf(debianImage([aPackageName(), '1.0']).withConfig(config).asOciArchive());
const verdictOf = (targetId: string, query = '') =>
  admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict${query}`);

describe('a policy', () => {
  it('ships in five: the baseline is in force, the others are there', async () => {
    const policies = await author.get<Wire<Policy>[]>('/v1/policies');
    expect(policies.filter(({ name }) => !name.startsWith('policy-'))).toMatchObject([
      { name: 'baseline', isInForce: true, latestVersion: 1 },
      { name: 'cis-docker-1.7', isInForce: false, latestVersion: 1 },
      { name: 'pss-baseline', isInForce: false, latestVersion: 1 },
      { name: 'pss-restricted', isInForce: false, latestVersion: 1 },
      { name: 'strict', isInForce: false, latestVersion: 1 },
    ]);
    expect(await author.get('/v1/policies/strict/versions/1')).toMatchObject({
      author: 'system',
      text: await readFile('policies/strict.yaml', 'utf8'),
    });
  });

  it('is published in versions that count from 1 and are kept as they were', async () => {
    const name = aName();
    const first = await publish(name, policyText(name));
    const second = await publish(name, policyText(name, { title: 'Second' }));
    expect([first, second]).toMatchObject([
      { policy: name, version: 1, message: 'because', author: expect.stringContaining('author') },
      { policy: name, version: 2 },
    ]);
    expect(second.hash).not.toBe(first.hash);
    const versions = await author.all<Wire<PolicyVersion>>(`/v1/policies/${name}/versions`);
    expect(versions).toEqual([second, first]);
    expect(await author.get(`/v1/policies/${name}`)).toMatchObject({ title: 'Second', latestVersion: 2 });
    for (const change of ["UPDATE policy_version SET text = ''", 'DELETE FROM policy_version'])
      await expect(service.query(change)).rejects.toThrow('never changed or deleted');
  });

  it('is the same version when the content is the same, whatever its layout', async () => {
    const name = aName();
    const first = await publish(name, policyText(name));
    const again = await publish(
      name,
      `# a comment\n${policyText(name).replace('{ fail_on: high }', '\n  fail_on: high')}`,
    );
    expect(again).toEqual(first);
    expect(await author.all(`/v1/policies/${name}/versions`)).toHaveLength(1);
  });

  it('gets one number each when many publish at once', async () => {
    const name = aName();
    const texts = Array.from({ length: 6 }, (_, index) => policyText(name, { title: `Title ${index}` }));
    const published = await Promise.all(texts.map((text) => publish(name, text)));
    expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a policy that is not valid', () => {
  it('is refused with line, column and place of each fault', async () => {
    const name = aName();
    const text = `name: ${name}\ntitle: Example\nchecks:\n  image-user-roott: {}\n  image-size: { parameters: { max_mb: many } }\ngate:\n  fail_on: terrible\n`;
    const refusal = await refused(name, text);
    expect(refusal).toMatchObject({ type: '/problems/policy-invalid', status: 422 });
    const places = refusal.errors!.map(({ path, detail }) => [
      path,
      /^line (\d+), column (\d+)/.exec(detail)?.slice(1),
    ]);
    expect(places).toEqual([
      ['text.checks.image-user-roott', ['4', '3']],
      [expect.stringContaining('text.checks.image-size.parameters'), ['5', expect.any(String)]],
      ['text.gate.fail_on', ['7', '12']],
    ]);
    expect(refusal.errors![0]!.detail).toContain('did you mean "image-user-root"');
    expect(await author.get(`/v1/policies/${name}`, 404)).toMatchObject({ type: '/problems/not-found' });
  });

  it.each([
    ['no YAML', 'name: [', 'line 1'],
    ['an alias bomb', `a: &a [1]\nb: [${'*a, '.repeat(30)}]`, 'alias'],
    ['nothing', ' \n', 'empty'],
    ['a prototype', '__proto__: { name: x }\nname: x', 'line'],
  ])('is refused when it is %s', async (_, text, detail) => {
    expect(JSON.stringify(await refused(aName(), text))).toContain(detail);
  });

  it('is refused under another name than its own', async () => {
    const refusal = await refused(aName(), policyText('policy-other'));
    expect(refusal).toMatchObject({ status: 422, errors: [{ path: 'text.name' }] });
  });

  it('is refused without text or message, and under a name that is none', async () => {
    const refusal = await author.post<ProblemBody>('/v1/policies/x/versions', { text: 7, other: 1 }, 422);
    expect(refusal.errors!.map(({ path }) => path).sort()).toEqual(['', 'message', 'text']);
    expect(
      await author.post('/v1/policies/Not%20A%20Name/versions', { text: 'x', message: 'x' }, 422),
    ).toMatchObject({
      errors: [{ in: 'param', path: 'name' }],
    });
  });
});

describe('a verdict under another policy', () => {
  it('is judged by the newest version, or by the one that is named', async () => {
    const [name, targetId] = [aName(), await target({ User: '' })];
    await publish(name, policyText(name));
    await publish(name, policyText(name, { gate: '{ fail_on: critical }' }));
    expect(await verdictOf(targetId, `?policy=${name}@1`)).toMatchObject({
      decision: 'deny',
      policy: { name, version: 1 },
    });
    expect(await verdictOf(targetId, `?policy=${name}`)).toMatchObject({
      decision: 'allow',
      policy: { name, version: 2 },
    });
    expect(await verdictOf(targetId, '?policy=strict@1')).toMatchObject({
      policy: { name: 'strict', version: 1 },
    });
    expect(await verdictOf(targetId, '?policy=cis-docker-1.7@1')).toMatchObject({
      policy: { name: 'cis-docker-1.7', version: 1 },
    });
    expect(await verdictOf(targetId)).toMatchObject({ policy: { name: 'baseline', version: 1 } });
  });

  it('is refused for a policy or version that is not there, and for a name that is none', async () => {
    const targetId = await target();
    for (const query of ['?policy=missing', '?policy=strict@99']) {
      const problem = await admin.get<ProblemBody>(`/v1/targets/${targetId}/verdict${query}`, 404);
      expect(problem.detail).toContain('strict');
    }
    await admin.get(`/v1/targets/${targetId}/verdict?policy=a%20b`, 422);
  });

  it('may be previewed from a text, of which nothing is kept', async () => {
    const targetId = await target({ User: '' });
    const history = await admin.all(`/v1/targets/${targetId}/history`);
    const text = policyText('preview', { gate: '{ fail_on: critical }' });
    expect(await admin.post(`/v1/targets/${targetId}/preview`, { policy: text })).toMatchObject({
      decision: 'allow',
      policy: { name: 'preview', version: 0 },
    });
    expect(await admin.all(`/v1/targets/${targetId}/history`)).toEqual(history);
    await admin.get('/v1/policies/preview', 404);
    const refusal = await admin.post<ProblemBody>(
      `/v1/targets/${targetId}/preview`,
      { policy: 'name: x' },
      422,
    );
    expect(refusal).toMatchObject({
      type: '/problems/policy-invalid',
      errors: [{ path: 'policy.title' }, { path: 'policy.gate' }, { path: 'policy.checks' }],
    });
  });
});

describe('a new version of the policy in force', () => {
  it('judges every target again, without a scan', async () => {
    const [denied, allowed] = [await target({ User: '' }), await target()];
    expect(await verdictOf(denied)).toMatchObject({ decision: 'deny' });
    const before = (await verdictOf(allowed)).decision;
    await publish(
      'baseline',
      policyText('baseline', { checks: ['image-healthcheck'], gate: '{ fail_on: critical }' }),
    );
    for (const targetId of [denied, allowed]) {
      expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow', policy: { version: 2 } });
    }
    const history = await admin.all<Wire<Verdict>>(`/v1/targets/${denied}/history`);
    expect(history.map(({ decision, policy }) => [decision, policy!.version])).toEqual([
      ['allow', 2],
      ['deny', 1],
    ]);
    expect(before).toBe('allow');
  });

  it('stays in force over a restart of the service, whose shipped one does not take its place', async () => {
    const { version } = await publish('baseline', policyText('baseline', { title: 'Ours' }));
    await service.restart();
    [author, admin] = [await service.caller('author'), await service.caller('admin')];
    expect(await author.get('/v1/policies/baseline')).toMatchObject({
      title: 'Ours',
      latestVersion: version,
    });
  });
});
