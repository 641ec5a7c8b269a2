import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTypeScriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each violation of the layers, as `rule: from → to. How to fix it.` */
async function violationsOf(folder: string, parts: string[]): Promise<string[]> {
  const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
  const tsConfig = extractTypeScriptConfig(join(root, 'tsconfig.json'));
  const resolution = { ...options.enhancedResolveOptions, extensions: ['.ts', '.js', '.json'] };
  const { output } = await cruise(parts, { ...options, baseDir: folder }, resolution, { tsConfig });
  const { summary } = output as ICruiseResult;
  const rules = summary.ruleSetUsed?.forbidden ?? [];
  return summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
    return `${rule.name}: ${path.join(' → ')}. ${rules.find(({ name }) => name === rule.name)?.comment}`;
  });
}

describe('the layers', () => {
  // Every file is parsed: most of a minute for one core that does nothing else.
  it('are kept by every import', { timeout: 600_000 }, async () => {
    expect(await violationsOf(root, ['src', 'migrations'])).toEqual([]);
  });
});

describe('the rules of the layers', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ironhull-layers-'));
    await write('package.json', JSON.stringify({ type: 'module', devDependencies: { tool: '1.0.0' } }));
    await write('node_modules/tool/package.json', '{"name":"tool","type":"module","exports":"./index.js"}');
    await write('node_modules/tool/index.js', 'export const value = 1;');
    await write('src/other/other.ts', 'export const value = 1;');
    await write('src/other/other.table.ts', "export { value } from './other.js';");
    await write('src/targets/target.table.ts', "export { value } from '../other/other.js';");
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const rulesBroken = async () =>
    [...new Set((await violationsOf(folder, ['src'])).map((text) => text.split(':')[0]))].sort();

  it.each([
    ['the engine imports a feature', 'src/engine/a.ts', '../other/other.js', 'engine-imports-nothing'],
    ['the engine writes files', 'src/engine/a.ts', 'node:fs', 'engine-does-no-input-or-output'],
    [
      'a contract imports a feature',
      'src/contracts/a.ts',
      '../other/other.js',
      'contracts-import-the-engine-only',
    ],
    [
      'the platform imports a feature',
      'src/platform/a.ts',
      '../other/other.js',
      'platform-imports-no-feature',
    ],
    [
      "a feature reads another's table",
      'src/scans/a.service.ts',
      '../other/other.table.js',
      'tables-stay-in-their-feature',
    ],
    [
      "a feature reads targets' table",
      'src/scans/a.service.ts',
      '../targets/target.table.js',
      'the-table-of-targets-is-shared-with-judging-only',
    ],
    [
      'a transport reads a table',
      'src/other/a.controller.ts',
      './other.table.js',
      'transports-know-no-tables',
    ],
    ['a file imports itself round about', 'src/other/a.ts', './b.js', 'no-cycles'],
    ['shipped code imports a spec', 'src/other/a.ts', './a.spec.js', 'shipped-code-knows-no-tests'],
    [
      'shipped code needs a development tool',
      'src/other/a.ts',
      'tool',
      'shipped-code-uses-no-development-dependency',
    ],
    ['an import leads nowhere', 'src/other/a.ts', './missing.js', 'everything-resolves'],
  ])('refuse that %s', async (_, path, from, rule) => {
    await write('src/other/b.ts', "import './a.js';");
    await write('src/other/a.spec.ts', "import './other.js';");
    await write(path, `import '${from}';`);
    expect(await rulesBroken()).toContain(rule);
  });

  it('refuse a file that nothing uses', async () => {
    await write('src/other/unused.ts', 'export const value = 2;');
    expect(await rulesBroken()).toEqual(['no-orphans']);
  });

  it.each([
    ['types refer to each other', 'src/other/a.ts', "import type { B } from './b.js'; export type A = B;"],
    ["verdicts use targets' table", 'src/verdicts/a.service.ts', "import '../targets/target.table.js';"],
    ['the engine names types of node:fs', 'src/engine/a.ts', "import type { Stats } from 'node:fs';"],
    ['a feature uses its own table', 'src/other/a.service.ts', "import './other.table.js';"],
  ])('accept that %s', async (_, path, text) => {
    await write('src/other/b.ts', "import type { A } from './a.js'; export type B = A | null;");
    await write('src/other/a.ts', 'export type A = string;');
    await write(path, text);
    expect(await rulesBroken()).toEqual([]);
  });
});
