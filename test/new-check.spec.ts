import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const checks = 'src/engine/checks';
const catalogue = `checks:
- id: image-stale
  title: Image's scan is too old
  title_zh: 扫描结果过旧
  area: image
  inputs: [image]
  severity: low
  parameters: { max_hours: 24, allow: [a], strict: false, by_class: { slim: 1 } }
  remediation: Scan it again.
  references: { seed: [§4.1] }
- id: secret-of-services
  title: Secret of a service
  area: secrets
  inputs: [run-command, swarm, host]
  facts: [workload.secrets]
- id: k8s-cluster-rule
  title: Rule
  area: kubernetes
  inputs: [kubernetes]
  facts: [k8s.rules]
- id: host-kernel
  area: host
  title: Old kernel
  inputs: [host]
  severity: low
`;
let root: string;
let present: ReadonlySet<string>;
let index: string;

const read = (name: string) => readFile(join(root, checks, name), 'utf8');
const files = () => readdir(join(root, checks));

// Copied once: it is most of two thousand files.
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ironhull-new-'));
  await cp(join(repository, 'src/engine'), join(root, 'src/engine'), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'catalogue.yaml'), catalogue);
  present = new Set(await files());
  index = await read('index.generated.ts');
});
afterEach(async () => {
  for (const name of await files()) if (!present.has(name)) await rm(join(root, checks, name));
  await writeFile(join(root, checks, 'index.generated.ts'), index);
});
afterAll(() => rm(root, { recursive: true }));

function newVariant(...words: string[]): { status: number | null; stderr: string } {
  const script = join(repository, 'scripts/new.mjs');
  const parameters = [script, ...words, '--root', root, '--catalogue', join(root, 'catalogue.yaml')];
  const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  return { status, stderr };
}

/** What vitest says of the specs of a check. */
function failures(id: string): unknown {
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
  const parameters = [vitest, 'run', '--root', root, '--reporter=json', `${checks}/${id}`];
  return JSON.parse(spawnSync(process.execPath, parameters, { encoding: 'utf8', cwd: root }).stdout);
}

describe('npm run new check', () => {
  it('starts a check from its entry in the catalogue and registers it', async () => {
    expect(newVariant('check', 'image-stale')).toEqual({ status: 0, stderr: '' });
    const text = await read('image-stale.check.ts');
    for (const part of [
      `export const imageStaleCheck = defineCheck({\n  id: 'image-stale',\n`,
      `title: { en: "Image's scan is too old", zh: '扫描结果过旧' },`,
      `severity: 'low',`,
      'max_hours: z.number().min(0).default(24),',
      "allow: z.array(z.string()).default(['a']),",
      'strict: z.boolean().default(false),',
      'by_class: z.json().default({ slim: 1 }),',
      "references: { seed: ['§4.1'] },",
    ]) {
      expect(text).toContain(part);
    }
    expect(await read('index.generated.ts')).toContain(
      "import { imageStaleCheck } from './image-stale.check.js';",
    );
  });

  it.each([
    ['secret-of-services', 'workloadCheck({', "inputs: ['run-command', 'swarm-service'],"],
    ['k8s-cluster-rule', 'kubernetesCheck({', "area: 'kubernetes',"],
    ['df-new-rule', 'judged(facts,', "inputs: ['dockerfile'],"],
  ])('starts %s by what it looks at', async (id, ...parts) => {
    expect(newVariant('check', id)).toEqual({ status: 0, stderr: '' });
    const text = await read(`${id}.check.ts`);
    for (const part of parts) expect(text).toContain(part);
    expect(failures(id)).toMatchObject({ numTotalTests: 2, numFailedTests: 2 });
  });

  it('starts a check that the catalogue does not have, with a spec that fails until it is filled in', async () => {
    expect(newVariant('check', 'image-new-rule').status).toBe(0);
    expect(await read('image-new-rule.check.ts')).toContain("title: { en: '', zh: '' },");
    expect(failures('image-new-rule')).toMatchObject({ numTotalTests: 2, numFailedTests: 2 });
  });

  it.each([
    ['an id that exists', 'image-user-root', 'src/engine/checks/image-user-root.check.ts is already there.'],
    ['an id that is not kebab-case', 'ImageNewRule', '"ImageNewRule" is not kebab-case'],
    ['an id of one word', 'image', '"image" is not kebab-case'],
    ['an id that leaves the folder', '../image-new', '"../image-new" is not kebab-case'],
    ['a check of what is not read yet', 'host-kernel', 'host-kernel looks at host'],
    ['an id that tells of nothing', 'other-rule', '"other-rule" begins with none of image, secret'],
  ])('refuses %s and writes nothing', async (_, id, message) => {
    const { status, stderr } = newVariant('check', id);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(await read('index.generated.ts')).toBe(index);
    expect(new Set(await files())).toEqual(present);
  });

  it('explains itself when the words are not a family and an id', () => {
    expect(newVariant('check')).toEqual({
      status: 2,
      stderr: expect.stringContaining('npm run new check <id>'),
    });
    expect(newVariant('cataloger', 'nix').status).toBe(2);
  });
});
