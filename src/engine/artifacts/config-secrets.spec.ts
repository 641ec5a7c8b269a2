import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { githubTokenDetector } from '../secrets/github-token.detector.js';
import { configSecrets } from './config-secrets.js';

const token = githubTokenDetector.examples.secrets[0]!;
const inHistory = (text: string) =>
  configSecrets([text], {}).map(({ detector, preview }) => `${detector} ${preview}`);

describe('configSecrets', () => {
  it.each([
    [`RUN git clone https://ci:${token}@github.com/x`, 'github-token gh…(40 characters)'],
    ['/bin/sh -c #(nop)  ENV DB_PASSWORD=correct-horse-9', 'assigned-secret co…(15 characters)'],
    ['|1 API_TOKEN=q3Xk0WvGm2Zb /bin/sh -c make', 'assigned-secret q3…(12 characters)'],
    ['RUN mysql -u root -pq3Xk0WvGm2Zb app', 'assigned-secret q3…(12 characters)'],
    ['RUN psql postgres://app:q3Xk0WvGm2Zb@db.internal/app', 'url-password q3…(12 characters)'],
  ])('finds the secret in: %s', (text, expected) => {
    expect(inHistory(text)).toEqual([expected]);
  });

  it.each([
    'RUN apt-get update && apt-get install -y nginx # keeps lists',
    'ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D',
    'ENV PASSWORD_FILE=/run/secrets/password TOKEN=${TOKEN} SECRET=changeme',
    'RUN docker login --username ci --password-stdin registry.internal',
    'RUN app --token $TOKEN --password "$(cat /run/secrets/password)"',
    'RUN --mount=type=secret,id=npm_token npm ci',
    'COPY . /app # with credentials',
  ])('finds nothing in: %s', (text) => {
    expect(inHistory(text)).toEqual([]);
  });

  it('says which entry or label, and reads a label with its name', () => {
    const labels = {
      team: 'payments',
      'db.password': 'correct-horse-9',
      source: `https://x:${token}@github.com/a`,
    };
    expect(configSecrets(['COPY . /', `RUN echo ${token}`], labels)).toEqual([
      { detector: 'github-token', place: 'history', name: '1', preview: 'gh…(40 characters)' },
      { detector: 'assigned-secret', place: 'label', name: 'db.password', preview: 'co…(15 characters)' },
      { detector: 'github-token', place: 'label', name: 'source', preview: 'gh…(40 characters)' },
    ]);
  });

  it('stays fast on one long command', () => {
    const start = processorTime();
    configSecrets(['TOKEN=x '.repeat(20_000), 'https://a:b@c '.repeat(20_000)], {});
    expect(processorTime() - start).toBeLessThan(10_000);
  });
});
