import { describe, expect, it } from 'vitest';
import { classifyEnvironment } from '../secrets/redaction.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
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
