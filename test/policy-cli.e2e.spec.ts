import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Binding, BindingResolution } from '../src/contracts/binding.contract.js';
import type { PolicyPreview } from '../src/contracts/policy-preview.contract.js';
import { runAs } from './support/command-line.js';
import { debianImage } from './support/images.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let folder: string;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  folder = await mkdtemp(join(tmpdir(), 'ironhull-cli-'));
  await admin.post('/v1/policies/roots/versions', { text: policyText('roots'), message: 'x' }, 201);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await service.stop();
});

/** What the command line prints with an admin's key. */
const run = (...args: string[]) => runAs(admin, args);
async function archive(name: string): Promise<string> {
  const path = join(folder, `${name}.tar`);
  const image = debianImage([name, '1.0'])
    .withConfig({ User: 'root' })
    .named(`registry.example/${name}/app:1`);
  await writeFile(path, image.asDockerArchive());
  return path;
}

describe('the command line', () => {
  it('sets, lists, explains and removes bindings', async () => {
    const selectors = [
      '--repository',
      'registry.example/cli/**',
      '--label',
      'tier=1',
      '--label',
      'a=b',
      '--kind',
      'image',
    ];
    const set = await run(
      'binding',
      'set',
      'cli',
      '--policy',
      'roots',
      ...selectors,
      '--priority',
      '3',
      '--json',
    );
    expect(set).toMatchObject({ exitCode: 0, errors: '' });
    const made = JSON.parse(set.output) as Wire<Binding>;
    expect(made).toMatchObject({ name: 'cli', priority: 3, mode: 'enforce' });
    expect(made.selectors).toEqual({
      repositories: ['registry.example/cli/**'],
      kinds: ['image'],
      labels: { tier: '1', a: 'b' },
    });
    const again = await run(
      'binding',
      'set',
      'cli',
      '--policy',
      'roots@1',
      '--repository',
      'registry.example/cli/**',
      '--mode',
      'warn',
    );
    expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining('roots@1  warn') });
    expect((await run('binding', 'list')).output).toMatch(/^cli +roots@1 +warn +0 +registry.example\/cli/m);
    const resolved = await run('binding', 'resolve', 'registry.example/cli/app:1');
    expect(resolved.output).toContain('roots@1 (version 1), by cli, mode warn.');
    const told = await run('binding', 'resolve', 'registry.example/other:1', '--json');
    expect(JSON.parse(told.output) as Wire<BindingResolution>).toMatchObject({
      binding: null,
      policy: 'baseline',
    });
    expect(await run('binding', 'remove', 'cli')).toMatchObject({ exitCode: 0, output: 'Removed cli.\n' });
    expect((await run('binding', 'remove', 'cli')).exitCode).toBe(2);
    expect((await run('binding', 'set', 'x', '--policy', 'none-such')).exitCode).toBe(2);
    expect((await run('binding', 'set', 'x', '--policy', 'roots', '--label', 'nothing')).exitCode).toBe(2);
  });

  it('warns of what a mode lets pass, and exits with 0', async () => {
    const path = await archive('warned');
    await run('binding', 'set', 'warned', '--policy', 'roots', '--label', 'team=warned', '--mode', 'warn');
    const scanned = await run('scan', path, '--label', 'team=warned', '--label', 'owner=payments');
    expect(scanned.exitCode).toBe(0);
    expect(scanned.output).toContain('the policy says DENY; mode warn by the binding warned');
    expect(scanned.errors).toContain(
      'warning: deny would be the verdict if it were enforced (binding warned)',
    );
    await run('binding', 'set', 'warned', '--policy', 'roots', '--label', 'team=warned', '--mode', 'dry-run');
    const quiet = await run('scan', path, '--json');
    expect(quiet).toMatchObject({ exitCode: 0, errors: expect.not.stringContaining('warning') });
    expect(JSON.parse(quiet.output)).toMatchObject({
      target: { owner: 'payments' },
      verdict: { decision: 'allow', judged: 'deny', mode: 'dry-run', binding: 'warned' },
    });
    await run('binding', 'set', 'warned', '--policy', 'roots', '--label', 'team=warned');
    expect((await run('scan', path)).exitCode).toBe(1);
  });

  it('previews a file, within 100 columns', async () => {
    await admin.targetOf(
      debianImage(['p', '1.0'])
        .withConfig({ User: 'root' })
        .named('registry.example/cli-preview/an-image-with-a-rather-long-name:1')
        .asDockerArchive(),
      '?label=owner=payments',
    );
    await admin.post(
      '/v1/policies/shown/versions',
      { text: policyText('shown', { checks: ['image-size'] }), message: 'x' },
      201,
    );
    const path = join(folder, 'shown.yaml');
    await writeFile(path, policyText('shown'));
    const unbound = await run('policy', 'preview', path);
    expect(unbound.exitCode).toBe(0);
    expect(unbound.output).toContain('No stored target is judged by shown, so nothing would change.\nNext: ');
    const glob = ['--repository', 'registry.example/cli-preview/*'];
    const asIf = await run('policy', 'preview', path, ...glob);
    expect(asIf.output).toContain('shown on 1 target, as if bound to registry.example/cli-preview/*: ');
    expect((await run('policy', 'preview', path, '--all')).output).toContain(', as if bound to everything: ');
    expect((await run('policy', 'preview', path, '--all', ...glob)).exitCode).toBe(2);
    await run(
      'binding',
      'set',
      'shown',
      '--policy',
      'shown',
      '--repository',
      'registry.example/cli-preview/*',
    );
    const { exitCode, output } = await run('policy', 'preview', path);
    expect(exitCode).toBe(1);
    expect(output).toContain('shown on 1 target: 1 decision would change (1 allow → deny).');
    for (const part of ['By owner', 'payments', 'appears', 'image-user-root']) expect(output).toContain(part);
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const told = JSON.parse(
      (await run('policy', 'preview', 'shown@1', '--json')).output,
    ) as Wire<PolicyPreview>;
    expect(told).toMatchObject({ source: 'version 1', flips: 0, state: 'succeeded' });
    expect((await run('policy', 'preview', 'none-such')).exitCode).toBe(2);
    const list = (await run('policy', 'previews', 'shown')).output.split('\n');
    expect(list[0]).toMatch(/^made +policy +of +state +targets +change +by *$/);
    expect(list[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d +shown +version 1 +succeeded +1 +0 /);
    for (const line of list) expect(line.length).toBeLessThanOrEqual(100);
    expect((await run('policy', 'previews', 'none-such')).output).toContain(
      'No preview was made yet. Next: ',
    );
    const all = JSON.parse((await run('policy', 'previews', '--json')).output) as Wire<PolicyPreview>[];
    expect(all.map(({ id }) => id)).toContain(told.id);
  });
});
