import { describe, expect, it } from 'vitest';
import { readImageConfig } from '../artifacts/image-config.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { secretImageHistoryCheck } from './secret-image-history.check.js';

const password = 'q3Xk0WvGm2Zb';
const evaluate = (createdBy: readonly string[], labels: Readonly<Record<string, string>> = {}) => {
  const history = createdBy.map((text) => ({ created_by: text }));
  const { config, ...facts } = readImageConfig({
    rootfs: { type: 'layers' },
    config: { Labels: labels },
    history,
  });
  return evaluateExample(secretImageHistoryCheck, anImageSubject({ ...facts, config }));
};

describe('secret-image-history', () => {
  it('fails for secrets in commands, build arguments and labels, and shows none of them', () => {
    const outcome = evaluate(
      [
        'COPY . /app',
        `RUN psql postgres://app:${password}@db.internal/app`,
        `|1 TOKEN=${password} /bin/sh -c make`,
      ],
      { 'db.password': password, team: 'payments' },
    );
    expect(elementsOf(outcome)).toEqual([
      'history.1 url-password',
      'history.2 assigned-secret',
      'config.labels.db.password assigned-secret',
    ]);
    expect(JSON.stringify(outcome)).not.toContain(password.slice(2));
  });

  it('tells two secrets of one entry apart', () => {
    const outcome = evaluate([`ENV A_TOKEN=${password} B_TOKEN=${password}x`]);
    expect(elementsOf(outcome)).toEqual(['history.0 assigned-secret', 'history.0 assigned-secret 2']);
  });

  it('passes for references, placeholders and secret mounts', () => {
    expect(
      evaluate(['RUN --mount=type=secret,id=token make', 'ENV TOKEN=${TOKEN} PASSWORD=changeme']),
    ).toEqual({
      result: 'pass',
    });
  });

  it('is unknown without a history, and when it was not searched', () => {
    expect(evaluate([]).result).toBe('unknown');
    expect(evaluateExample(secretImageHistoryCheck, anImageSubject({ configSecrets: null })).result).toBe(
      'unknown',
    );
  });
});
