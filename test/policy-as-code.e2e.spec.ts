import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy, PolicyDiff, PolicyVersion } from '../src/contracts/policy.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { runAs } from './support/command-line.js';
import { aPackageName, debianImage } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let author: Caller;
let admin: Caller;
let folder: string;
beforeAll(async () => {
  service = await TestService.start();
  author = await service.caller('author');
  admin = await service.caller('admin');
  folder = await mkdtemp(join(tmpdir(), 'ironhull-policies-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await service.stop();
});

let count = 0;
const aName = () => `code-${(count += 1)}`;
const publish = <Body = Wire<PolicyVersion>>(name: string, text: string, status = 201) =>
  author.post<Body>(`/v1/policies/${name}/versions`, { text, message: 'because' }, status);
const policy = (name: string) => author.get<Wire<Policy>>(`/v1/policies/${name}`);

const rule = (deny: string, parts = '') => `rules:
  - id: own-rule
    title: { en: Holds what it should not, zh: 含有不应有的软件包 }
    severity: high
    targets: [image]
    ${parts}
    deny: >-
      ${deny}
    message: It holds \${component.name}
    remediation: Take it out
`;

describe('publishing', () => {
  it('refuses a rule whose expression is wrong, with the line and the column', async () => {
    const name = aName();
    const problem = await publish<ProblemBody>(
      name,
      policyText(name) + rule('component.nme == "x"', 'for: components'),
      422,
    );
    expect(problem).toMatchObject({ type: '/problems/policy-invalid' });
    expect(problem.errors).toEqual([
      expect.objectContaining({
        path: 'text.rules.0.deny',
        detail: 'line 13, column 17: Unknown field "nme"; did you mean "name"?',
      }),
    ]);
  });

  it('refuses a policy whose test fails, and names the test and what it expects', async () => {
    const name = aName();
    const tests = (decision: string) =>
      `tests:\n  - name: root is let in\n    input: { image: { user: root } }\n    expect: { decision: ${decision} }\n`;
    const problem = await publish<ProblemBody>(name, policyText(name) + tests('allow'), 422);
    expect(problem).toMatchObject({ type: '/problems/policy-test-failed' });
    expect(problem.errors).toEqual([
      expect.objectContaining({
        path: 'text.tests.0',
        detail: expect.stringMatching(/^root is let in: decision: expected allow, is deny/) as string,
      }),
    ]);
    await author.get(`/v1/policies/${name}`, 404);
    await publish(name, policyText(name) + tests('deny'));
  });

  it('serves the JSON Schema of policies', async () => {
    const schema = await author.get<Record<string, unknown>>('/v1/policies/schema.json');
    const committed = await readFile(new URL('../policies/policy.schema.json', import.meta.url), 'utf8');
    expect(schema).toEqual(JSON.parse(committed));
  });
});

describe('a policy that extends another', () => {
  it('pins the version that it extends, and is told of newer ones', async () => {
    const [parent, child] = [aName(), aName()];
    await publish(parent, policyText(parent, { checks: ['image-user-root', 'image-size'] }));
    const text = `name: ${child}\nextends: ${parent}\nchecks: { image-size: false }\ngate: { fail_on: low }\n`;
    const first = await publish(child, text);
    expect(first).toMatchObject({ version: 1, parent: `${parent}@1`, text });
    expect(first.document).toMatchObject({ checks: { 'image-user-root': {} }, gate: { fail_on: 'low' } });
    expect(await publish(child, text)).toMatchObject({ version: 1, hash: first.hash });
    expect(await policy(child)).toMatchObject({ parent: `${parent}@1`, newerParent: null });
    await publish(parent, policyText(parent, { checks: ['image-user-root', 'image-age'] }));
    expect(await policy(child)).toMatchObject({ latestVersion: 1, newerParent: `${parent}@2` });
    const gone = await publish<ProblemBody>(child, text, 422);
    expect(gone.errors).toEqual([expect.objectContaining({ path: 'text.checks.image-size' })]);
    const second = await publish(child, text.replace('image-size: false', 'image-age: { severity: low }'));
    expect(second).toMatchObject({ version: 2, parent: `${parent}@2` });
    const diff = await author.get<Wire<PolicyDiff>>(`/v1/policies/${child}/diff?from=1&to=2`);
    expect(diff.changes.map(({ path }) => path)).toEqual(['checks.image-age', 'extends']);
    const back = await author.post<Wire<PolicyVersion>>(
      `/v1/policies/${child}/rollback`,
      { version: 1, message: 'back' },
      201,
    );
    expect(back).toMatchObject({ version: 3, hash: first.hash, parent: `${parent}@1` });
  });

  it('is refused with the line for a parent that is not there, or one that extends it', async () => {
    const name = aName();
    const unknown = await publish<ProblemBody>(name, `name: ${name}\nextends: nowhere\n`, 422);
    expect(unknown.errors).toEqual([
      expect.objectContaining({ detail: 'line 2, column 10: There is no policy "nowhere" to extend' }),
    ]);
    await publish(name, policyText(name));
    const itself = await publish<ProblemBody>(name, `name: ${name}\nextends: ${name}@1\n`, 422);
    expect(itself.detail).toContain('extends itself');
  });
});

describe('a rule of a policy', () => {
  it('judges what is stored, sees every package, and says which one', async () => {
    const [name, other] = [aPackageName(), aPackageName()];
    const targetId = await admin.targetOf(debianImage([name, '1.0'], [other, '2.0']).asOciArchive());
    const text =
      policyText('own', { checks: ['image-size'] }) + rule(`component.name == "${name}"`, 'for: components');
    const verdict = await admin.post<Wire<Verdict>>(`/v1/targets/${targetId}/preview`, { policy: text }, 200);
    expect(verdict).toMatchObject({
      decision: 'deny',
      reasons: [expect.objectContaining({ code: 'check-failed', message: `It holds ${name}` })],
    });
  });
});

/** What the command line prints with the author's key. */
const run = (...args: string[]) => runAs(author, ['policy', ...args]);

describe('policies as files', () => {
  it('are pushed in the order of what they extend, pulled as they were, and pushed again without effect', async () => {
    const [parent, child] = ['z-parent', 'a-child'];
    await writeFile(join(folder, `${parent}.yaml`), policyText(parent));
    await writeFile(
      join(folder, `${child}.yaml`),
      `# Ours\nname: ${child}\nextends: ${parent}\nchecks: { image-size: {} }\n`,
    );
    const dry = await run('push', folder, '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, errors: '' });
    expect(dry.output).toBe(`${parent}@1 would be published.\n${child}@1 would be published.\n`);
    await author.get(`/v1/policies/${parent}`, 404);
    expect((await run('push', folder)).output).toBe(`Published ${parent}@1.\nPublished ${child}@1.\n`);
    expect((await policy(child)).parent).toBe(`${parent}@1`);
    const pulled = join(folder, 'pulled');
    expect(await run('pull', parent, child, '--to', pulled)).toMatchObject({ exitCode: 0 });
    for (const name of [parent, child]) {
      const file = `${name}.yaml`;
      expect(await readFile(join(pulled, file), 'utf8')).toBe(await readFile(join(folder, file), 'utf8'));
    }
    expect((await run('push', pulled)).output).toBe(`${parent}@1 is unchanged.\n${child}@1 is unchanged.\n`);
    await writeFile(join(pulled, `${parent}.yaml`), policyText(parent, { gate: '{ fail_on: low }' }));
    const changed = await run('push', pulled, '--message', 'stricter');
    expect(changed.output).toBe(
      `Published ${parent}@2.\n  gate.fail_on: high → low\n${child}@1 is unchanged.\n  ${parent}@2 is newer than what it extends: --update-parents\n`,
    );
    expect(await policy(child)).toMatchObject({ latestVersion: 1, newerParent: `${parent}@2` });
    const pinned = join(folder, 'pinned.yml');
    await writeFile(pinned, `name: pinned\nextends: ${parent}@1\n`);
    expect((await run('lint', pinned)).output).toMatch(/extends z-parent@1; z-parent@2 is newer\n$/);
    await rm(pinned);
    expect((await run('push', pulled, '--update-parents')).output).toContain(`Published ${child}@2.\n`);
  });

  it('are not pushed when a test of any fails', async () => {
    const [good, bad] = [join(folder, 'b-good.yaml'), join(folder, 'c-bad.yaml')];
    await writeFile(good, policyText('b-good'));
    await writeFile(
      bad,
      `${policyText('c-bad')}tests: [{ name: root, input: { image: { user: root } }, expect: { decision: allow } }]\n`,
    );
    const refused = await run('push', good, bad);
    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.errors).toContain('c-bad.yaml: the test "root" failed: decision: expected allow, is deny');
    await author.get('/v1/policies/b-good', 404);
  });
});

describe('how old what is known may be', () => {
  it('makes the stored verdict unknown, and a newer import decides it again', async () => {
    const freshness = 'freshness: { advisories_hours: 1, scan_hours: 100 }\n';
    await publish('fresh', policyText('fresh', { checks: ['image-size'] }) + freshness);
    await service.restart({ IRONHULL_POLICY: 'fresh' });
    admin = await service.caller('admin');
    const name = aPackageName();
    await admin.import([osvRecord({ id: 'DSA-9-1', name, fixed: '1' })]);
    const targetId = await admin.targetOf(debianImage([aPackageName(), '1.0']).asOciArchive());
    const verdict = () => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
    const fresh = await verdict();
    expect(fresh.decision).toBe('allow');
    expect(Date.parse(fresh.validUntil!) - Date.now()).toBeLessThan(3_600_000);
    for (const table of ['advisory_database', 'advisory_ecosystem'])
      await service.query(`UPDATE ${table} SET imported_at = imported_at - interval '2 hours'`);
    await service.query(`UPDATE verdict SET valid_until = now() WHERE target_id = $1 AND is_current`, [
      targetId,
    ]);
    const codes = async () => {
      const { decision, reasons } = await verdict();
      return [decision, ...reasons.map(({ code }) => code)].join(' ');
    };
    await expect.poll(codes, { timeout: 30_000 }).toMatch(/^unknown advisories-stale/);
    await admin.import([osvRecord({ id: 'DSA-9-2', name, fixed: '2' })]);
    await expect.poll(codes, { timeout: 30_000 }).toMatch(/^allow/);
  }, 120_000);
});
