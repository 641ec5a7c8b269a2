import { describe, expect, it } from 'vitest';
import { editDocument } from '../remediation/document-editor.js';
import type { DocumentEdit } from '../remediation/edit.js';
import { evaluateText } from './evaluate-example.js';
import { composeSecretLiteralCheck } from './compose-secret-literal.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'a value',
    input: 'compose',
    text: 'services: { a: { image: a, environment: { DB_PASSWORD: hunter2, USER_NAME: x } } }',
    elements: ['a DB_PASSWORD'],
  },
  {
    name: 'what stands for a value is in force',
    input: 'compose',
    text: 'services: { a: { image: a, environment: [DB_PASSWORD=changeme] } }',
    elements: ['a DB_PASSWORD'],
  },
  {
    name: 'a token under an ordinary name',
    input: 'compose',
    text: 'services: { a: { image: a, environment: { UPSTREAM: "https://u:hunter2hunter2@h" } } }',
    elements: ['a UPSTREAM'],
  },
  {
    name: 'a default of a variable, told once',
    input: 'compose',
    text: 'services: { a: { image: a, environment: { DB_PASSWORD: "${DB_PASSWORD:-hunter2}" } } }',
    elements: ['a DB_PASSWORD'],
  },
  {
    name: 'a default elsewhere',
    input: 'compose',
    text: 'services: { a: { image: a, command: "x ${DB_PASSWORD-hunter2}" } }',
    elements: ['default of DB_PASSWORD at services/a/command'],
  },
  {
    name: 'a build argument',
    input: 'compose',
    text: 'services: { a: { build: { args: { NPM_TOKEN: abcdef, A: b, T_TOKEN: "${T}" } } } }',
    elements: ['a build argument NPM_TOKEN'],
  },
  {
    name: 'files, variables and nothing',
    input: 'compose',
    text: 'services: { a: { image: a, environment: [A_FILE=/run/secrets/a, DB_PASSWORD, X_TOKEN=, "Y_TOKEN=${Y}", "Z_TOKEN=${Z:?set it}"] } }',
    elements: ['pass'],
  },
  {
    name: 'a value of .env is not written here',
    input: 'compose',
    text: 'services: { a: { image: a, environment: { DB_PASSWORD: "${PW}" } } }',
    elements: ['pass'],
    files: { '.env': 'PW=hunter2hunter2' },
  },
  {
    name: 'nor one of an env_file',
    input: 'compose',
    text: 'services: { a: { image: a, env_file: e.env } }',
    elements: ['pass'],
    files: { 'e.env': 'DB_PASSWORD=hunter2hunter2' },
  },
  {
    name: 'a name that is not known',
    input: 'compose',
    text: 'services: { a: { image: a, environment: ["${NAME}=x"] } }',
    elements: ['unknown'],
  },
  {
    name: 'a service that is not known whole',
    input: 'compose',
    text: 'services: { a: { extends: { file: none.yml, service: a } } }',
    elements: ['unknown'],
  },
];

describe('compose-secret-literal', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeSecretLiteralCheck, given)).toEqual(given.elements);
  });

  it('puts a secret in the place of the value, and shows nothing of it', () => {
    const text = `services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_USER=app
      - POSTGRES_PASSWORD=hunter2hunter2 # as ever
`;
    const outcome = evaluateText(composeSecretLiteralCheck, 'compose', text);
    expect(JSON.stringify(outcome)).not.toContain('hunter2hun');
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    expect(editDocument(text, edits as DocumentEdit[])).toMatchObject({
      text: `services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_USER=app
      - POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password # as ever
    secrets:
      - postgres_password
secrets:
  postgres_password:
    file: ./secrets/postgres_password.txt
`,
    });
  });
});
