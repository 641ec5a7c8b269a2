// Starts a new variant from its id: npm run new check image-world-writable
// --root <folder> works on another source tree, --catalogue <file> reads another catalogue.
import { execFileSync } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { parse } from 'yaml';

const usage = 'Usage: npm run new check <id>, where the id is kebab-case: image-world-writable';
const style = { parser: 'typescript', printWidth: 110, singleQuote: true, trailingComma: 'all' };
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

class Refusal extends Error {}

const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** What the catalogue says of the check; blanks, which fail the contract suite until filled in, when it says nothing. */
async function describe(id, catalogueFile) {
  const text = await readFile(catalogueFile, 'utf8').catch(() => null);
  const entry = text === null ? undefined : parse(text).checks.find((check) => check.id === id);
  if (entry && !entry.inputs.includes('image')) {
    throw new Refusal(
      `${id} looks at ${entry.inputs.join(', ')}; only checks of images can be started so far.`,
    );
  }
  return {
    title: { en: entry?.title ?? '', zh: entry?.title_zh ?? '' },
    area: id.startsWith('secret-') ? 'secrets' : 'image',
    severity: entry?.severity ?? 'medium',
    parameters: entry?.parameters ?? {},
    remediation: { en: entry?.remediation ?? '', zh: '' },
    references: entry?.references ?? {},
  };
}

/** A zod type that has the catalogue's value as its default. */
function parameterType(value) {
  const byType = { number: 'z.number().min(0)', boolean: 'z.boolean()', string: 'z.string()' };
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const type = isTexts ? 'z.array(z.string())' : (byType[typeof value] ?? 'z.json()');
  return `${type}.default(${JSON.stringify(value)})`;
}

const camelCase = (text) => text.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

function checkText(id, { title, area, severity, parameters, remediation, references }) {
  const fields = Object.entries(parameters).map(
    ([name, value]) => `${JSON.stringify(name)}: ${parameterType(value)}`,
  );
  return `
import { z } from 'zod';
import { defineCheck } from './check.js';
import { anImageSubject } from './example-facts.js';

export const ${camelCase(id)}Check = defineCheck({
  id: '${id}',
  title: ${JSON.stringify(title)},
  area: '${area}',
  inputs: ['image'],
  severity: ${JSON.stringify(severity)},
  parameters: z.object({ ${fields.join(', ')} }),
  remediation: ${JSON.stringify(remediation)},
  references: ${JSON.stringify(references)},
  evaluate() {
    const reason = { en: 'This check does not decide yet.', zh: '此检查项尚未实现判定。' };
    return { result: 'unknown', reason };
  },
  examples: {
    good: [{ name: 'an image that meets it', subject: anImageSubject() }],
    bad: [{ name: 'an image that does not', subject: anImageSubject({ config: {} }) }],
  },
});
`;
}

function specText(id) {
  const name = `${camelCase(id)}Check`;
  return `
import { describe, expect, it } from 'vitest';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { ${name} } from './${id}.check.js';

describe('${id}', () => {
  it('passes an image that meets it', () => {
    expect(evaluateExample(${name}, anImageSubject())).toEqual({ result: 'pass' });
  });

  it('fails an image that does not, and says what is wrong', () => {
    expect(evaluateExample(${name}, anImageSubject({ config: {} }))).toEqual({
      result: 'fail',
      violations: [{ element: '', message: { en: '', zh: '' }, evidence: [] }],
    });
  });
});
`;
}

async function startCheck(id, root, catalogueFile) {
  if (!kebabCase.test(id)) throw new Refusal(`"${id}" is not kebab-case of two words or more. ${usage}`);
  const folder = join(root, 'src', 'engine', 'checks');
  const files = {
    [`${id}.check.ts`]: checkText(id, await describe(id, catalogueFile)),
    [`${id}.spec.ts`]: specText(id),
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
