import { describe, expect, it } from 'vitest';
import { dfSecretInRunCheck } from './df-secret-in-run.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) =>
  elementsOf(evaluateText(dfSecretInRunCheck, 'dockerfile', `FROM a:1\n${text}`));

describe('df-secret-in-run', () => {
  it.each<[string, string[]]>([
    [
      'RUN echo "password123" > /app/config/db.pwd',
      ['RUN echo "…(redacted, 11 characters)" > /app/config/db.pwd'],
    ],
    ['RUN echo "$PASSWORD" > /app/db.pwd', ['pass']],
    ['RUN echo hello > /app/greeting', ['pass']],
    [
      'RUN aws configure set aws_access_key_id test-id && aws configure set aws_secret_access_key test-key',
      [
        'RUN aws configure set aws_access_key_id …(redacted, 7 characters) && aws configure set aws_secret_access_key …(redacted, 8 characters)',
      ],
    ],
    ['RUN --mount=type=secret,id=k aws configure set aws_access_key_id $(cat /run/secrets/k)', ['pass']],
    ['COPY ./config $AWS_CONFIG_FILE', ['COPY ./config']],
    ['COPY --from=b /x/key.pem /x/', ['pass']],
    ['COPY a.pem .env.example /x/', ['COPY a.pem']],
    ['ADD .npmrc ./', ['ADD .npmrc']],
    ['ENV A_TOKEN=abcdefghijk', ['pass']],
    [
      'CMD ["x", "--password", "hunter2hunter2"]',
      ['CMD ["x", "--password", "hu…(redacted, 14 characters)"]'],
    ],
  ])('%j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });
});
