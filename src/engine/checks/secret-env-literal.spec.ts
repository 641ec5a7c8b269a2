import { describe, expect, it } from 'vitest';
import { classifyEnvironment } from '../secrets/redaction.js';
import { elementsOf, evaluateExample, evaluateText } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';

const token = 'ghp_' + 'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uA2E2Ofi';
const evaluate = (variables: Readonly<Record<string, string>>, parameters = {}) => {
  const environment = Object.entries(variables).map(([name, value]) => classifyEnvironment(name, value));
  return evaluateExample(secretEnvLiteralCheck, anImageSubject({ config: { environment } }), { parameters });
};

describe('secret-env-literal', () => {
  it('fails once for each variable, a secret of a known form as critical', () => {
    const outcome = evaluate({
      DB_PASSWORD: 'correct-horse',
      LANG: 'C.UTF-8',
      UPSTREAM: token,
      API_KEY: '12345678',
    });
    expect(elementsOf(outcome)).toEqual(['DB_PASSWORD', 'UPSTREAM (critical)', 'API_KEY']);
  });

  it.each([
    ['a path', 'DB_PASSWORD_FILE', '/run/secrets/db'],
    ['a short value', 'PASSWORD', '1234567'],
    ['a placeholder', 'PASSWORD', 'changeme'],
    ['a reference', 'PASSWORD', '${DB_PASSWORD}'],
    ['an empty value', 'PASSWORD', ''],
    ['an ordinary name', 'GREETING', 'hello, world'],
    ['the working directory', 'PWD', '/usr/src/app'],
  ])('passes for %s', (_what, name, value) => {
    expect(evaluate({ [name]: value })).toEqual({ result: 'pass' });
  });

  it('shows no more of the value than two characters, also for names that only the policy calls secret', () => {
    const outcome = evaluate(
      { DB_PIN: '12345678901234', DB_PASSWORD: 'correct-horse' },
      { name_patterns: ['pin', 'password'] },
    );
    const text = JSON.stringify(outcome);
    expect(elementsOf(outcome)).toEqual(['DB_PIN', 'DB_PASSWORD']);
    expect(text).not.toContain('1234');
    expect(text).not.toContain('horse');
    expect(text).toContain('12…(14 characters)');
  });

  it('lets the policy allow a name, but not a secret of a known form under it', () => {
    const parameters = { allow_names: ['DEMO_*'] };
    expect(evaluate({ DEMO_PASSWORD: 'correct-horse' }, parameters).result).toBe('pass');
    expect(elementsOf(evaluate({ DEMO_PASSWORD: token }, parameters))).toEqual(['DEMO_PASSWORD (critical)']);
  });
});

describe('secret-env-literal, of workloads', () => {
  const of = (input: 'run-command' | 'kubernetes', text: string, how = {}) =>
    evaluateText(secretEnvLiteralCheck, input, text, how);

  it.each([
    ['docker run -e DB_PASSWORD=correct-horse x:1', ['DB_PASSWORD']],
    [`docker run -e UPSTREAM=${token} x:1`, ['UPSTREAM (critical)']],
    ['docker run -e DB_PASSWORD -e TOKEN="$TOKEN" -e DB_PASSWORD_FILE=/run/secrets/db x:1', ['pass']],
    ['docker run -e DB_PASSWORD=changeme x:1', ['pass']],
    ['docker run --env-file .env.secure x:1', ['unknown']],
    ['docker run --env-file .env.secure -e DB_PASSWORD=correct-horse x:1', ['DB_PASSWORD']],
  ])('of %s says %j', (text, expected) => {
    expect(elementsOf(of('run-command', text))).toEqual(expected);
  });

  it('reads the files of variables that are sent along', () => {
    const text = 'docker run --env-file app.env x:1';
    expect(
      elementsOf(of('run-command', text, { files: { 'app.env': 'DB_PASSWORD=correct-horse\n' } })),
    ).toEqual(['DB_PASSWORD']);
    expect(elementsOf(of('run-command', text, { files: { 'app.env': 'LANG=C\n' } }))).toEqual(['pass']);
  });

  it('leaves what Kubernetes takes from its own secrets to another check', () => {
    const pod = (env: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: x:1\n      env: [${env}]\n`;
    const reference = '{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: p } } }';
    expect(elementsOf(of('kubernetes', pod(reference)))).toEqual(['pass']);
    expect(elementsOf(of('kubernetes', pod('{ name: DB_PASSWORD, value: correct-horse }')))).toEqual([
      'Pod/web[web] DB_PASSWORD',
    ]);
  });

  it('shows no more of a value than two characters, also where only the policy calls it secret', () => {
    const parameters = { name_patterns: ['pin', 'password'] };
    const outcome = of(
      'run-command',
      'docker run -e DB_PIN=12345678901234 -e DB_PASSWORD=correct-horse x:1',
      {
        parameters,
      },
    );
    expect(elementsOf(outcome)).toEqual(['DB_PIN', 'DB_PASSWORD']);
    expect(JSON.stringify(outcome)).not.toMatch(/1234|horse/);
  });
});
