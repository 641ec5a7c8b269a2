import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './policy-document.js';
import { policyJsonSchema, policyJsonSchemaText } from './policy-json-schema.js';

const folder = new URL('../../../policies/', import.meta.url);
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
  policyJsonSchema(),
);
const shipped = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

const base = `name: own
title: Own
checks:
  image-user-root: {}
gate: { fail_on: high }
`;
const rule = `rules:
  - { id: own-rule, title: T, severity: low, targets: [image], deny: 'image.user == ""', message: M, remediation: R }
`;

describe('the JSON Schema of policies', () => {
  it('is what is committed for editors', () => {
    const committed = readFileSync(new URL('policy.schema.json', folder), 'utf8');
    expect(committed, 'run `npm run generate`').toBe(policyJsonSchemaText());
  });

  it.each(shipped)('takes the policy %s, which names it', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=policy.schema.json');
  });

  it('takes rules, tests, freshness, and what extends another policy', () => {
    const full = `${base}${rule}freshness: { scan_hours: 24 }\ntests: [{ name: t, input: { run: docker run a }, expect: { decision: allow } }]\n`;
    expect(validate(parse(full)), JSON.stringify(validate.errors)).toBe(true);
    expect(parsePolicy(full)).toMatchObject({ ok: true });
    const child =
      'name: own\nextends: baseline@3\nchecks: { image-user-root: false }\ngate: { max_medium: null }\nrules: [{ id: own-rule, remove: true }]\n';
    expect(validate(parse(child)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ['an unknown key', `${base}colour: red\n`],
    ['an unknown check', base.replace('image-user-root', 'image-user-rot')],
    ['an unknown parameter', base.replace('root: {}', 'root: { parameters: { nope: 1 } }')],
    [
      'a parameter of another type',
      base.replace('image-user-root: {}', 'image-age: { parameters: { max_age_days: x } }'),
    ],
    ['a severity that is none', base.replace('{}', '{ severity: terrible }')],
    ['no gate', base.replace(/gate.*\n/, '')],
    ['a check that is taken away without a parent', base.replace('{}', 'false')],
    ['a pending gate that lets through', base.replace('high }', 'high, pending: allow }')],
    ['a rule without a title', base + rule.replace('title: T, ', '')],
    ['a freshness of no hours', `${base}freshness: { scan_hours: 0 }\n`],
    ['a test without an expectation', `${base}tests: [{ name: t, input: { run: x } }]\n`],
    ['a name that is none', base.replace('name: own', 'name: No Name')],
  ])('refuses %s, as the reader does', (_what, text) => {
    expect(validate(parse(text))).toBe(false);
    expect(parsePolicy(text)).toMatchObject({ ok: false });
  });
});
