import { describe, expect, it } from 'vitest';
import { aPolicy } from './example-policy.js';
import { parsePolicy } from './policy-document.js';
import { longestRun, runPolicyTests } from './run-policy-tests.js';

const differences = (
  test: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, unknown>> = {},
) => {
  const policy = aPolicy({ ...parts, tests: [{ name: 'a test', ...test }] });
  return runPolicyTests(policy, () => 0).flatMap(({ differences: all }) => all.map(({ en }) => en));
};
const root = { input: { image: { user: 'root' } } };

describe('the test cases of a policy', () => {
  it('pass when all is as expected', () => {
    expect(
      differences({
        ...root,
        expect: { decision: 'deny', findings: [{ check: 'image-user-root', severity: 'high' }] },
      }),
    ).toEqual([]);
    expect(
      differences({ input: { image: {} }, expect: { decision: 'allow', no_findings: ['image-user-root'] } }),
    ).toEqual([]);
  });

  it('say what is otherwise', () => {
    expect(differences({ ...root, expect: { decision: 'allow' } })).toEqual([
      expect.stringMatching(/^decision: expected allow, is deny \(/),
    ]);
    expect(
      differences({ ...root, expect: { findings: [{ check: 'image-user-root', severity: 'low' }] } }),
    ).toEqual(['image-user-root: expected low, is high']);
    expect(
      differences({ ...root, expect: { findings: [{ check: 'image-user-root', result: 'unknown' }] } }),
    ).toEqual(['image-user-root: expected unknown, is fail']);
    expect(
      differences({ input: { image: {} }, expect: { findings: [{ check: 'image-user-root' }] } }),
    ).toEqual(['image-user-root: expected a finding, there is none']);
    expect(differences({ ...root, expect: { no_findings: ['image-user-root'] } })).toEqual([
      expect.stringMatching(/^image-user-root: expected no finding, there is one \(/),
    ]);
    expect(differences({ input: { compose: 'services: [' }, expect: { decision: 'deny' } })).toEqual([
      expect.stringMatching(/^the compose cannot be read/),
    ]);
  });

  it('judge with flaws, exemptions and the time that they state', () => {
    const image = {
      components: [{ name: 'openssl', version: '3.5.1-1' }],
      vulnerabilities: [
        { id: 'CVE-2026-7', component: 'openssl', severity: 'critical', fixed: '3.5.2-1', kev: true },
      ],
    };
    const exemptions = [{ vulnerabilities: ['CVE-2026-7'], expires: '2026-06-02T00:00:00Z' }];
    const expectation = { decision: 'allow', no_findings: ['CVE-2026-7'] };
    expect(differences({ input: { image }, exemptions, expect: expectation })).toEqual([]);
    const late = {
      input: { image },
      exemptions,
      now: '2026-06-02T00:00:00Z',
      expect: { decision: 'deny', findings: [{ vulnerability: 'CVE-2026-7' }] },
    };
    expect(differences(late)).toEqual([]);
    const freshness = { freshness: { scan_hours: 24, advisories_hours: 48 } };
    expect(
      differences({ input: { image: { scan_age_hours: 24 } }, expect: { decision: 'allow' } }, freshness),
    ).toEqual([]);
    expect(
      differences({ input: { image: { scan_age_hours: 25 } }, expect: { decision: 'unknown' } }, freshness),
    ).toEqual([]);
    expect(
      differences(
        { input: { image: { advisory_age_hours: 49 } }, expect: { decision: 'unknown' } },
        freshness,
      ),
    ).toEqual([]);
  });

  it('are bounded in time: those that are left fail', () => {
    const policy = aPolicy({
      tests: [{ name: 'late', input: { image: {} }, expect: { decision: 'allow' } }],
    });
    const [result] = runPolicyTests(policy, () => longestRun + 1);
    expect(result?.differences[0]?.en).toContain('not run');
  });

  it.each([
    ['two inputs', '{ run: docker run a, compose: x }', '{ decision: allow }', 'exactly one of'],
    [
      'a check that the policy does not have',
      '{ run: docker run a }',
      '{ findings: [{ check: image-age }] }',
      'not among',
    ],
    ['no expectation', '{ run: docker run a }', '{}', 'Expected a decision'],
    ['a check that there is not', '{ run: docker run a }', '{ no_findings: [image-ag] }', 'not among'],
  ])('with %s are refused', (_what, input, expected, message) => {
    const text = `name: own\ntitle: Own\nchecks: { image-user-root: {} }\ngate: { fail_on: high }\ntests:\n  - name: t\n    input: ${input}\n    expect: ${expected}\n`;
    const parsed = parsePolicy(text);
    expect(parsed.ok ? '' : parsed.errors.map((error) => `${error.line} ${error.message}`).join()).toContain(
      message,
    );
  });
});
