import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectInputs, defaultCollectOptions, type CollectOptions } from './collect-inputs.js';
import type { CollectedInput } from './input-text.js';

const pod = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a, image: a }] }\n';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-collect-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function collect(
  things: readonly string[],
  options: Partial<CollectOptions> = {},
  stdin = '',
): Promise<CollectedInput[]> {
  const input = (async function* () {
    yield Buffer.from(stdin);
  })();
  const commandLine = {
    input,
    errors: { write: () => true },
    environment: { PATH: process.env['PATH'] },
    signal: new AbortController().signal,
  };
  const found: CollectedInput[] = [];
  for await (const one of collectInputs(things, commandLine, { ...defaultCollectOptions, ...options }))
    found.push(one);
  return found;
}

/** `label: kind`, or the reason. */
function told(found: readonly CollectedInput[]): string[] {
  return found.map((one) => {
    const label = one.label.replace(`${folder}/`, '').replace(folder, '.');
    return `${label}: ${one.ok ? one.kind : one.problem.message.en}`;
  });
}

describe('a folder', () => {
  it('gives what can be judged, sorted, without installed packages and version control', async () => {
    await put({
      'b/deploy.yaml': pod,
      'b/notes.yaml': 'a: 1',
      'a/Dockerfile': 'FROM a',
      'a/start.sh': 'docker run a',
      'node_modules/x/Dockerfile': 'FROM a',
      'vendor/x.yaml': pod,
      '.git/config.yaml': pod,
      'package.json': '{}',
      'picture.png': pod,
    });
    expect(told(await collect([folder]))).toEqual([
      'a/Dockerfile: dockerfile',
      'a/start.sh: run-command',
      'b/deploy.yaml: kubernetes',
    ]);
  });

  it('follows no link out of itself, and none to a folder', async () => {
    await put({ 'in/pod.yaml': pod, 'out/secret.yaml': pod });
    await symlink(join(folder, 'out/secret.yaml'), join(folder, 'in/link.yaml'));
    await symlink(join(folder, 'in'), join(folder, 'in/loop'));
    await symlink('pod.yaml', join(folder, 'in/same.yaml'));
    expect(told(await collect([join(folder, 'in')]))).toEqual([
      'in/pod.yaml: kubernetes',
      'in/same.yaml: kubernetes',
    ]);
  });

  it('is told when it holds nothing, and when a file is larger than is read', async () => {
    await put({ 'a/x.yaml': 'a: 1' });
    expect(told(await collect([join(folder, 'a')]))).toEqual([
      expect.stringMatching(/^a: It holds nothing that can be judged/),
    ]);
    await put({ 'b/pod.yaml': pod + '#'.repeat(17 * 1024 * 1024) });
    expect(told(await collect([join(folder, 'b')]))).toEqual(['b/pod.yaml: It is larger than 16.8 MB.']);
  });

  it('gives its other files to a manifest, and a Dockerfile those of its own folder', async () => {
    await put({ 'x/Dockerfile': 'FROM a', 'x/app.js': '', 'pod.yaml': pod, 'seccomp.json': '{}' });
    const [manifest, dockerfile] = await collect([folder]);
    expect(manifest).toMatchObject({ ok: true, options: { name: 'pod.yaml' } });
    expect(manifest?.ok && manifest.options.files?.read('seccomp.json')).toBe('{}');
    expect(manifest?.ok && manifest.options.files?.read('../x')).toBeNull();
    expect(dockerfile).toMatchObject({ ok: true, options: { name: 'Dockerfile' } });
    expect(dockerfile?.ok && dockerfile.options.files?.list()).toEqual(['Dockerfile', 'app.js']);
  });

  it('does not take a folder of Dockerfiles for what a builder is sent', async () => {
    await put({ 'build/Dockerfile': 'FROM a', 'build/Dockerfile.test': 'FROM a' });
    const [first] = await collect([folder]);
    expect(first?.ok && first.options.files?.list()).toBeNull();
  });
});

describe('what is named', () => {
  it('is recognised by what it says where its name says nothing, or is of the kind that is given', async () => {
    await put({ 'app.build': 'FROM a:1\n', 'x.txt': 'a', 'a.conf': pod });
    const at = (name: string) => join(folder, name);
    expect(told(await collect([at('app.build'), at('x.txt'), at('a.conf')]))).toEqual([
      'app.build: dockerfile',
      expect.stringMatching(/^x\.txt: It is none of what can be judged\. Say which it is with --kind: /),
      'a.conf: kubernetes',
    ]);
    expect(told(await collect([at('x.txt')], { kind: 'compose' }))).toEqual(['x.txt: compose']);
  });

  it('is told where it is not there or no text, and the rest is read', async () => {
    await put({ 'pod.yaml': pod, 'image.tar': 'a\0b' });
    const things = ['none.yaml', 'image.tar', 'pod.yaml'].map((name) => join(folder, name));
    expect(told(await collect(things))).toEqual([
      'none.yaml: There is no such file or folder.',
      expect.stringMatching(/^image\.tar: It is no text\. Images are for "ironhull scan"/),
      'pod.yaml: kubernetes',
    ]);
  });

  it('may be standard input, and docker run lines', async () => {
    expect(told(await collect(['-'], {}, pod))).toEqual(['stdin: kubernetes']);
    expect(told(await collect(['-'], {}, 'FROM a\n'))).toEqual(['stdin: dockerfile']);
    expect(told(await collect(['docker run a', 'sudo podman run --rm b', 'docker run a b']))).toEqual([
      'docker run: run-command',
      'docker run (2): run-command',
      'docker run (3): run-command',
    ]);
    await expect(collect(['docker', 'run', 'a'])).rejects.toThrow(/Put the command in quotes/);
  });

  it('may be this machine, and a folder that has its name', async () => {
    await put({ 'host/pod.yaml': pod });
    const [machine] = await collect(['host']);
    expect(machine?.ok && JSON.parse(machine.text)).toMatchObject({ format: 'ironhull-host-bundle' });
    expect(told(await collect(['host', join(folder, 'host')]))).toEqual([
      'host: host',
      'host/pod.yaml: kubernetes',
    ]);
  });

  it('counts once when it is named twice', async () => {
    await put({ 'pod.yaml': pod });
    expect(told(await collect([folder, join(folder, 'pod.yaml')]))).toEqual(['pod.yaml: kubernetes']);
  });

  it('belongs to the folder of --project, which must hold it', async () => {
    await put({ 'deploy/pod.yaml': pod, 'base.yaml': pod });
    const path = join(folder, 'deploy/pod.yaml');
    const [found] = await collect([path], { project: folder });
    expect(found?.ok && found.options.name).toBe('deploy/pod.yaml');
    expect(found?.ok && found.options.files?.read('base.yaml')).toBe(pod);
    await expect(collect([path], { project: join(folder, 'deploy/..', 'deploy/x') })).rejects.toThrow();
    await put({ 'other/x': '' });
    await expect(collect([path], { project: join(folder, 'other') })).rejects.toThrow(/does not lie in it/);
  });
});
