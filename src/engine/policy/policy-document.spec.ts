import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, type PolicyError } from './policy-document.js';

const minimal = `name: tiny
title: Tiny
checks:
  image-user-root: {}
gate:
  fail_on: high
`;

function errorsOf(text: string): readonly PolicyError[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? [] : parsed.errors;
}
function policyOf(text: string) {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed;
}
const places = (text: string) => errorsOf(text).map(({ line, column, path }) => `${line}:${column} ${path}`);

describe('parsePolicy', () => {
  it('applies the defaults of the structure', () => {
    expect(policyOf(minimal).policy).toEqual({
      name: 'tiny',
      title: 'Tiny',
      description: '',
      checks: { 'image-user-root': {} },
      rules: [],
      freshness: {},
      tests: [],
      gate: { fail_on: 'high', unknown: 'unknown', pending: 'pending', not_run: 'report', must_decide: [] },
      exemptions: { never: [], require: [], end_when: {}, broad: 'allow' },
    });
  });

  const folder = new URL('../../../policies/', import.meta.url);
  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))(
    'reads the shipped policy %s',
    (name) => {
      const { policy } = policyOf(readFileSync(new URL(name, folder), 'utf8'));
      expect(`${policy.name}.yaml`).toBe(name);
      expect(policy.gate.must_decide.includes('image-vulnerabilities')).toBe(
        'image-vulnerabilities' in policy.checks,
      );
    },
  );

  it('names every error with its line and column, keys at the key and values at the value', () => {
    const text = `name: Bad Name
title: x
colour: red
checks:
  image-user-rot: {}
  image-size: {severity: terrible}
  image-vulnerabilities:
    parameters: {max: {critical: -1, hihg: 2}, cuont: all}
gate:
  fail_onn: high
  must_decide: [image-age]
`;
    expect(places(text)).toEqual([
      '1:7 name',
      '3:1 colour',
      '5:3 checks.image-user-rot',
      '6:26 checks.image-size.severity',
      '8:34 checks.image-vulnerabilities.parameters.max.critical',
      '8:38 checks.image-vulnerabilities.parameters.max.hihg',
      '8:48 checks.image-vulnerabilities.parameters.cuont',
      '10:3 gate.fail_on',
      '10:3 gate.fail_onn',
      '11:17 gate.must_decide.0',
    ]);
  });

  it('suggests what was probably meant', () => {
    const messages = (change: (text: string) => string) =>
      errorsOf(change(minimal)).map(({ message }) => message);
    expect(messages((text) => text.replace('image-user-root', 'image-user-rot'))).toEqual([
      'Unknown check "image-user-rot"; did you mean "image-user-root"?',
    ]);
    expect(messages((text) => text.replace('{}', '{severty: low}'))).toEqual([
      'Unknown key "severty"; did you mean "severity"?',
    ]);
    expect(messages((text) => `${text}  max_mediun: 3\n`)).toEqual([
      'Unknown key "max_mediun"; did you mean "max_medium"?',
    ]);
    expect(
      messages((text) => text.replace('image-user-root: {}', 'image-age: {parameters: {max_age_day: 3}}')),
    ).toEqual(['Unknown key "max_age_day"; did you mean "max_age_days"?']);
  });

  it.each([
    ['duplicate keys', minimal.replace('title: Tiny', 'title: Tiny\nname: other'), 3],
    ['duplicate checks', minimal.replace('{}\n', '{}\n  image-user-root: {}\n'), 5],
    ['broken YAML', minimal.replace('{}', '{'), 5],
    ['a custom tag', minimal.replace('Tiny', '!exec Tiny'), 2],
    ['a second document', `${minimal}---\nname: other\n`, 7],
    ['an undefined anchor', minimal.replace('Tiny', '*nothing'), 2],
    ['no checks', minimal.replace('\n  image-user-root: {}', ' {}'), 3],
    ['a key called __proto__', minimal.replace('{}', '{__proto__: {severity: low}}'), 4],
    ['a check called __proto__', minimal.replace('image-user-root', '__proto__'), 4],
    ['a list', '- 1', 1],
    ['a text', 'hello', 1],
    ['nothing', ' \n', 1],
    ['infinity', `${minimal}  score_floor: .inf\n`, 7],
  ])('refuses %s and says where', (_what, text, line) => {
    expect(errorsOf(text)[0]).toMatchObject({ line });
  });

  it('bounds what anchors multiply', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, index) => {
        const before = 'abcdefg'[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ];
    expect(errorsOf(bomb.join('\n'))[0]?.message).toMatch(/alias/i);
    expect(errorsOf(`a: &a [x]\nb: [${Array(60_000).fill('*a').join(',')}]`)).toMatchObject([
      { line: 2, column: 65 },
    ]);
    expect(errorsOf('a: &a [*a]').length).toBeGreaterThan(0);
  });

  it.each([
    ['size', `${minimal}# ${'x'.repeat(256 * 1024)}`],
    ['open brackets', '['.repeat(100_000)],
    ['compact nesting', '- '.repeat(100_000)],
    ['indentation', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('bounds %s', (_what, text) => {
    expect(errorsOf(text)).toMatchObject([{ line: 1, column: 1 }]);
  });

  it.each([
    ['brackets that open nowhere', '}'.repeat(250_000), 1],
    ['directives', '%X y\n'.repeat(50_000), 101],
  ])('tells only the first of a great many %s', (_what, text, line) => {
    expect(errorsOf(text)).toMatchObject([{ line, column: 1 }]);
  });

  it('gives the same hash whatever the layout, and another for another content', () => {
    const json = JSON.stringify({
      gate: { fail_on: 'high' },
      checks: { 'image-user-root': {} },
      title: 'Tiny',
      name: 'tiny',
    });
    expect(policyOf(json).hash).toBe(policyOf(`# comment\n${minimal}`).hash);
    expect(policyOf(minimal).hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(policyOf(minimal.replace('high', 'low')).hash).not.toBe(policyOf(minimal).hash);
  });

  it('never throws, and always says where', () => {
    const pieces = fc.constantFrom(
      ...minimal.split(/(\s|:|\{|\})/),
      '&a',
      '*a',
      '!!',
      '? ',
      '- ',
      '|',
      '"',
      '%',
      '\u0000',
      '<<: ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parsePolicy(text);
          if (!parsed.ok) {
            expect(parsed.errors.length).toBeGreaterThan(0);
            expect(parsed.errors.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
          }
        },
      ),
    );
  });
});
