import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/generate-registries.mjs', import.meta.url));
const folders: string[] = [];

/** A source tree with these files under `src/engine`. */
async function aTree(...files: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'registries-'));
  folders.push(root);
  const families = ['versions', 'catalogers', 'lock-files', 'observers', 'sboms', 'exporters', 'checks'];
  for (const file of [...families.map((family) => `${family}/x`), ...files]) {
    const path = join(root, 'src/engine', file);
    await mkdir(dirname(path), { recursive: true });
    if (!file.endsWith('/x')) await writeFile(path, '');
  }
  return root;
}

function run(...parameters: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [script, ...parameters], { encoding: 'utf8' });
  return { status, stderr };
}

const registry = (root: string, family: string) =>
  readFile(join(root, `src/engine/${family}/index.generated.ts`), 'utf8');

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('generate-registries', () => {
  it('finds this tree up to date: run `npm run generate` when it does not', () => {
    expect(run('--check')).toEqual({ status: 0, stderr: '' });
  });

  it('registers every variant by id, and nothing else in the folder', async () => {
    const root = await aTree(
      'checks/b-2-c.check.ts',
      'checks/a.check.ts',
      'checks/a.check.spec.ts',
      'checks/check.ts',
    );
    expect(run('--root', root)).toEqual({ status: 0, stderr: '' });
    const text = await registry(root, 'checks');
    expect(text).toContain(
      "import { aCheck } from './a.check.js';\nimport { b2CCheck } from './b-2-c.check.js';\n",
    );
    expect(text).toContain("export type CheckId = 'a' | 'b-2-c';");
    expect(text).toContain('[aCheck, b2CCheck]');
  });

  it('writes an empty registry for an empty folder', async () => {
    const root = await aTree();
    expect(run('--root', root).status).toBe(0);
    expect(await registry(root, 'catalogers')).toContain('export type CatalogerId = never;');
  });

  it('names stale registries without writing them', async () => {
    const root = await aTree('versions/apk.order.ts');
    run('--root', root);
    expect(run('--check', '--root', root)).toEqual({ status: 0, stderr: '' });
    await writeFile(join(root, 'src/engine/versions/dpkg.order.ts'), '');
    const before = await registry(root, 'versions');
    const { status, stderr } = run('--check', '--root', root);
    expect(status).toBe(1);
    expect(stderr).toContain('src/engine/versions/index.generated.ts');
    expect(stderr).not.toContain('checks');
    expect(await registry(root, 'versions')).toBe(before);
  });

  it('refuses an id that is not kebab-case', async () => {
    const { status, stderr } = run('--root', await aTree('checks/Wrong_name.check.ts'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('Wrong_name.check.ts: the id is not kebab-case');
  });
});
