// Writes the registry of each family of variants from the files in its folder: node scripts/generate-registries.mjs
// --check writes nothing, names the registries that are stale and exits with 1 when there are any.
// --root <folder> works on another source tree.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';

const families = [
  {
    folder: 'versions',
    role: 'order',
    list: 'versionOrders',
    idType: 'VersionOrderId',
    type: 'VersionOrder',
    from: './version-order.js',
  },
  {
    folder: 'catalogers',
    role: 'cataloger',
    list: 'catalogers',
    idType: 'CatalogerId',
    type: 'Cataloger',
    from: '../model/file-reader.js',
  },
  {
    folder: 'lock-files',
    role: 'lock-file',
    list: 'lockFiles',
    idType: 'LockFileId',
    type: 'SourceReader',
    from: '../model/file-reader.js',
  },
  {
    folder: 'observers',
    role: 'observer',
    list: 'observers',
    idType: 'ObserverId',
    type: 'FileReader',
    from: '../model/file-reader.js',
  },
  {
    folder: 'sboms',
    role: 'sbom',
    list: 'sbomReaders',
    idType: 'SbomReaderId',
    type: 'SbomReader',
    from: './sbom-reader.js',
  },
  {
    folder: 'secrets',
    role: 'detector',
    list: 'secretDetectors',
    idType: 'SecretDetectorId',
    type: 'SecretDetector',
    from: './detector.js',
  },
  {
    folder: 'exporters',
    role: 'exporter',
    list: 'exporters',
    idType: 'ExporterId',
    type: 'Exporter',
    from: './exporter.js',
  },
  {
    folder: 'finding-formats',
    role: 'format',
    list: 'findingFormats',
    idType: 'FindingFormatId',
    type: 'FindingFormat',
    from: './finding-format.js',
  },
  {
    folder: 'benchmarks',
    role: 'form',
    list: 'benchmarkForms',
    idType: 'BenchmarkFormId',
    type: 'BenchmarkForm',
    from: './benchmark-report.js',
  },
  {
    folder: 'adapters',
    role: 'adapter',
    list: 'inputAdapters',
    idType: 'InputAdapterId',
    type: 'InputAdapter',
    from: './input-adapter.js',
  },
  {
    folder: 'hardening',
    role: 'generator',
    list: 'hardeningGenerators',
    idType: 'HardeningGeneratorId',
    type: 'HardeningGenerator',
    from: './generator.js',
  },
  {
    folder: 'decision-exports',
    role: 'export',
    list: 'decisionExports',
    idType: 'DecisionExportId',
    type: 'DecisionExport',
    from: './decision-export.js',
  },
  {
    folder: 'vex',
    role: 'vex',
    list: 'vexReaders',
    idType: 'VexReaderId',
    type: 'VexReader',
    from: './vex-reader.js',
  },
  { folder: 'checks', role: 'check', list: 'checks', idType: 'CheckId', type: 'Check', from: './check.js' },
];

const style = { parser: 'typescript', printWidth: 110, singleQuote: true, trailingComma: 'all' };

/** Ids of a family's variants, from their file names: `dpkg` for `dpkg.order.ts`; null: the tree has no such folder. */
async function idsOf(folder, role) {
  const suffix = `.${role}.ts`;
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const ids = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  const misnamed = ids.find((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id));
  if (misnamed !== undefined) throw new Error(`${join(folder, misnamed + suffix)}: the id is not kebab-case`);
  return ids.sort();
}

/** `imageUserRootCheck` for `image-user-root` and `check`. */
function exportName(id, role) {
  return `${id}-${role}`.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function registryText({ role, list, idType, type, from }, ids) {
  const names = ids.map((id) => exportName(id, role));
  return [
    '// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.',
    `import type { ${type} } from '${from}';`,
    ...ids.map((id, index) => `import { ${names[index]} } from './${id}.${role}.js';`),
    '',
    `export type ${idType} = ${ids.map((id) => `'${id}'`).join(' | ') || 'never'};`,
    '',
    '/** Every variant in the folder, by id. */',
    `export const ${list}: readonly ${type}[] = Object.freeze<${type}[]>([${names.join(', ')}]);`,
    '',
  ].join('\n');
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } });
const root = values.root ?? fileURLToPath(new URL('..', import.meta.url));
const stale = [];
for (const family of families) {
  const folder = join(root, 'src', 'engine', family.folder);
  const ids = await idsOf(folder, family.role);
  if (ids === null) continue;
  const path = join(folder, 'index.generated.ts');
  const wanted = await format(registryText(family, ids), style);
  const present = await readFile(path, 'utf8').catch(() => null);
  if (present === wanted) continue;
  stale.push(`src/engine/${family.folder}/index.generated.ts`);
  if (!values.check) await writeFile(path, wanted);
}
if (values.check && stale.length > 0) {
  console.error(`Stale, run \`npm run generate\`: ${stale.join(', ')}`);
  process.exitCode = 1;
}
