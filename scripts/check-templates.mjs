// What a check that is started with `npm run new check <id>` begins as, by what it looks at.

/** A zod type that has the catalogue's value as its default. */
function parameterType(value) {
  const byType = { number: 'z.number().min(0)', boolean: 'z.boolean()', string: 'z.string()' };
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const type = isTexts ? 'z.array(z.string())' : (byType[typeof value] ?? 'z.json()');
  return `${type}.default(${JSON.stringify(value)})`;
}

const camelCase = (text) => text.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const undecided = `const reason = { en: 'This check does not decide yet.', zh: '此检查项尚未实现判定。' };`;
const pod = `\`apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: nginx:1.27
\``;
const texts = {
  dockerfile: `'FROM debian:12\\n'`,
  kubernetes: pod,
  'run-command': `'docker run nginx:1.27'`,
};

/** By the maker of a check: its import, what its evaluate() begins with, its examples, and how its spec asks. */
const makers = {
  image: {
    define: 'defineCheck',
    imports: `import { defineCheck } from './check.js';\nimport { anImageSubject } from './example-facts.js';`,
    evaluate: `evaluate() { ${undecided} return { result: 'unknown', reason }; }`,
    good: 'subject: anImageSubject()',
    bad: 'subject: anImageSubject({ config: {} })',
  },
  dockerfile: {
    define: 'defineCheck',
    imports: `import { defineCheck } from './check.js';\nimport { judged } from './dockerfile/dockerfile-check.js';`,
    evaluate: `evaluate({ facts }) { ${undecided} return judged(facts, 'instructions', [], reason); }`,
    input: 'dockerfile',
  },
  kubernetes: {
    define: 'kubernetesCheck',
    imports: `import { kubernetesCheck } from './kubernetes-check.js';`,
    evaluate: `evaluate() { ${undecided} return { faults: [], undecided: reason }; }`,
    input: 'kubernetes',
  },
  workload: {
    define: 'workloadCheck',
    imports: `import { decided, workloadCheck } from './workload-check.js';`,
    evaluate: `evaluate() { ${undecided} return decided([], reason); }`,
    more: `os: 'linux',`,
  },
};

/** The text of the check's file. */
export function checkText(id, description) {
  const { title, area, inputs, severity, parameters, remediation, references, kind } = description;
  const maker = makers[kind];
  const fields = Object.entries(parameters).map(
    ([name, value]) => `${JSON.stringify(name)}: ${parameterType(value)}`,
  );
  const input = maker.input ?? inputs[0];
  const example = `input: '${input}', text: ${texts[input] ?? `''`}`;
  return `
import { z } from 'zod';
${maker.imports}

export const ${camelCase(id)}Check = ${maker.define}({
  id: '${id}',
  title: ${JSON.stringify(title)},
  area: '${area}',
  ${kind === 'kubernetes' ? '' : `inputs: ${JSON.stringify(inputs)},`}
  ${maker.more ?? ''}
  severity: ${JSON.stringify(severity)},
  parameters: z.object({ ${fields.join(', ')} }),
  remediation: ${JSON.stringify(remediation)},
  references: ${JSON.stringify(references)},
  ${maker.evaluate},
  examples: {
    good: [{ name: 'one that meets it', ${maker.good ?? example} }],
    bad: [{ name: 'one that does not', ${maker.bad ?? example} }],
  },
});
`;
}

/** The text of its spec, which fails until it is filled in. */
export function specText(id, { kind, inputs }) {
  const name = `${camelCase(id)}Check`;
  const input = makers[kind].input ?? inputs[0];
  const given = kind === 'image' ? 'anImageSubject()' : texts[input];
  const wrong = kind === 'image' ? 'anImageSubject({ config: {} })' : given;
  const asked =
    kind === 'image'
      ? (subject) => `evaluateExample(${name}, ${subject})`
      : (text) => `evaluateText(${name}, '${input}', ${text})`;
  const imports =
    kind === 'image'
      ? `import { evaluateExample } from './evaluate-example.js';\nimport { anImageSubject } from './example-facts.js';`
      : `import { evaluateText } from './evaluate-example.js';`;
  return `
import { describe, expect, it } from 'vitest';
${imports}
import { ${name} } from './${id}.check.js';

describe('${id}', () => {
  it('passes what meets it', () => {
    expect(${asked(given)}).toEqual({ result: 'pass' });
  });

  it('fails what does not, and says what is wrong', () => {
    expect(${asked(wrong)}).toEqual({
      result: 'fail',
      violations: [{ element: '', message: { en: '', zh: '' }, evidence: [] }],
    });
  });
});
`;
}
