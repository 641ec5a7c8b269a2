import { describe, expect, it } from 'vitest';
import { dfSecretEnvArgCheck } from './df-secret-env-arg.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) =>
  elementsOf(evaluateText(dfSecretEnvArgCheck, 'dockerfile', `FROM busybox:1\n${text}`));
const token = 'ghp_' + 'a1B2'.repeat(9);

describe('df-secret-env-arg', () => {
  it.each<[string, string[]]>([
    ['ENV GITHUB_TOKEN=placeholder', ['ENV GITHUB_TOKEN (medium)']],
    ['ARG GITHUB_TOKEN=placeholder', ['ARG GITHUB_TOKEN (medium)']],
    ['ARG GITHUB_TOKEN', ['ARG GITHUB_TOKEN (medium)']],
    ['ARG VITE_AWS_ACCESS_KEY_ID=REPLACE_WITH_YOUR_OWN', ['ARG VITE_AWS_ACCESS_KEY_ID (critical)']],
    ['ENV GOOGLE_APPLICATION_CREDENTIALS=/credentials/service.json', ['pass']],
    ['ENV my_password=abcdefghijklmnopqrstuvwxyz', ['ENV my_password (critical)']],
    ['ENV my_password abcdef ghi', ['ENV my_password (critical)']],
    [`ENV GREETING=${token}`, ['ENV GREETING (critical)']],
    ['ENV PASSWORD_FILE=/x PASSWORD= TOKEN=$T GPG_KEY=ABCDEF TOKEN_TTL=3600 USE_TOKEN=false', ['pass']],
    ['ENV AUTH=basic OAUTH=kR8sT2vW9xZ4bN7mQ1', ['ENV OAUTH (critical)']],
    ['ONBUILD ENV DB_PASSWORD=abcdefgh', ['ENV DB_PASSWORD (critical)']],
    [
      'ENV DB_PASSWORD=mysecretpassword\nENV API_KEY=sk-1234567890abcdef',
      ['ENV DB_PASSWORD (critical)', 'ENV API_KEY (critical)'],
    ],
  ])('%j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });

  it('shows nothing of the value', () => {
    const outcome = evaluateText(
      dfSecretEnvArgCheck,
      'dockerfile',
      'FROM a:1\nENV DB_PASSWORD=mysecretpassword',
    );
    expect(JSON.stringify(outcome)).not.toContain('secretpass');
  });

  it('mounts a secret where the variable is used', () => {
    const outcome = evaluateText(
      dfSecretEnvArgCheck,
      'dockerfile',
      'FROM a:1\nARG A_TOKEN\nrun x ${A_TOKEN}\nRUN y',
    );
    expect(outcome).toMatchObject({
      violations: [
        {
          fix: [
            { kind: 'remove-variable', line: 2, name: 'A_TOKEN' },
            { line: 3, word: 'run', by: 'run --mount=type=secret,id=a_token,env=A_TOKEN' },
          ],
        },
      ],
    });
  });
});
