// Starts a new variant from its id: npm run new check image-world-writable
// --root <folder> works on another source tree, --catalogue <file> reads another catalogue.
import { execFileSync } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { parse } from 'yaml';
import { checkText, specText } from './check-templates.mjs';

const usage = 'Usage: npm run new check <id>, where the id is kebab-case: image-world-writable';
const style = { parser: 'typescript', printWidth: 110, singleQuote: true, trailingComma: 'all' };
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

class Refusal extends Error {}

const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Of the catalogue's inputs those that the product reads, by how a check of them is made. */
const inputsByKind = {
  image: ['image'],
  dockerfile: ['dockerfile'],
  workload: ['run-command', 'container', 'compose', 'kubernetes', 'swarm-service'],
};
const areas = [
  'workload',
  'container',
  'run-command',
  'compose',
  'kubernetes',
  'dockerfile',
  'image',
  'secrets',
];

/** What an id that the catalogue does not have looks at, by its first word. */
const byPrefix = {
  image: { area: 'image', inputs: ['image'] },
  secret: { area: 'secrets', inputs: ['image'] },
  df: { area: 'dockerfile', inputs: ['dockerfile'] },
  k8s: { area: 'kubernetes', inputs: ['kubernetes'] },
  runcmd: { area: 'run-command', inputs: ['run-command'] },
  container: { area: 'container', inputs: ['container'] },
  compose: { area: 'compose', inputs: ['compose'] },
  workload: { area: 'workload', inputs: ['run-command', 'container', 'compose', 'kubernetes'] },
};

/** What the catalogue says of the check; blanks, which fail the contract suite until filled in, when it says nothing. */
async function describe(id, catalogueFile) {
  const text = await readFile(catalogueFile, 'utf8').catch(() => null);
  const entry = text === null ? undefined : parse(text).checks.find((check) => check.id === id);
  const guess = byPrefix[id.split('-')[0]];
  const { area, inputs } = entry ?? guess ?? {};
  if (!areas.includes(area)) {
    throw new Refusal(
      entry
        ? `${id} looks at ${inputs.join(', ')}; checks of the area ${area} cannot be started so far.`
        : `"${id}" begins with none of ${Object.keys(byPrefix).join(', ')}. ${usage}`,
    );
  }
  const named = inputs.map((input) => (input === 'swarm' ? 'swarm-service' : input));
  const isOfObjects = area === 'kubernetes' && entry?.facts?.every((fact) => !fact.startsWith('workload.'));
  const [first] = Object.entries(inputsByKind).filter(([, known]) =>
    known.some((one) => named.includes(one)),
  );
  const kind = isOfObjects ? 'kubernetes' : first[0];
  return {
    title: { en: entry?.title ?? '', zh: entry?.title_zh ?? '' },
    area,
    inputs: named.filter((input) => inputsByKind[kind === 'kubernetes' ? 'workload' : kind].includes(input)),
    kind,
    severity: entry?.severity ?? 'medium',
    parameters: entry?.parameters ?? {},
    remediation: { en: entry?.remediation ?? '', zh: '' },
    references: entry?.references ?? {},
  };
}

async function startCheck(id, root, catalogueFile) {
  if (!kebabCase.test(id)) throw new Refusal(`"${id}" is not kebab-case of two words or more. ${usage}`);
  const folder = join(root, 'src', 'engine', 'checks');
  const description = await describe(id, catalogueFile);
  const files = {
    [`${id}.check.ts`]: checkText(id, description),
    [`${id}.spec.ts`]: specText(id, description),
  };
  for (const name of Object.keys(files)) {
    if (await isThere(join(folder, name)))
      throw new Refusal(`${relative(root, join(folder, name))} is already there.`);
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), await format(text, style), { flag: 'wx' });
    console.log(`Wrote ${relative(root, join(folder, name))}`);
  }
  const generator = fileURLToPath(new URL('generate-registries.mjs', import.meta.url));
  execFileSync(process.execPath, [generator, '--root', root], { stdio: 'inherit' });
  console.log(
    `Write its evaluate() and examples until this passes: npx vitest run src/engine/checks/${id} src/engine/checks/checks.spec.ts`,
  );
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string' }, catalogue: { type: 'string' } },
  });
  const [family, id, ...rest] = positionals;
  if (family !== 'check' || id === undefined || rest.length > 0) throw new Refusal(usage);
  const root = values.root ?? fileURLToPath(new URL('..', import.meta.url));
  await startCheck(id, root, values.catalogue ?? join(root, '..', 'shared', 'checks', 'catalogue.yaml'));
} catch (error) {
  if (!(error instanceof Refusal) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
