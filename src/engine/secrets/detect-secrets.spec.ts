import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectSecrets, secretDetectors } from './detect-secrets.js';

/** Made-up secrets, put together here so that no scanner takes this file for a leak. */
const samples: Readonly<Record<string, string>> = {
  'aws-access-key-id': 'AKIA' + 'Q3EGRZVXTYWBNM5K',
  'aws-secret-access-key': 'aws_secret_access_key = ' + 'aB3/'.repeat(10),
  'azure-storage-account-key': 'AccountName=a;AccountKey=' + 'aB'.repeat(43) + '==',
  'github-token': 'ghp_' + 'a1B2'.repeat(9),
  'gitlab-token': 'glpat-' + 'a1B2_'.repeat(4),
  'npm-token': 'npm_' + 'a1B2'.repeat(9),
  'pypi-token': 'pypi-' + 'AgEI'.repeat(15),
  'docker-hub-token': 'dckr_pat_' + 'aB3-'.repeat(7),
  'slack-token': 'xoxb-' + '123456789012-abcdef',
  'slack-webhook': 'https://hooks.slack.com/services/' + 'T00000000/B00000000/abcdefghijkl',
  'stripe-key': 'sk_live_' + 'a1B2'.repeat(6),
  'google-api-key': 'AIza' + 'a1B2-'.repeat(7),
  'google-oauth-secret': 'GOCSPX-' + 'a1B2'.repeat(7),
  'sendgrid-key': 'SG.' + 'a1B2'.repeat(5) + '.' + 'a1B2'.repeat(10),
  'model-provider-key': 'sk-ant-' + 'a1B2'.repeat(10),
  'digitalocean-token': 'dop_v1_' + 'a1b2'.repeat(16),
  'vault-token': 'hvs.' + 'a1B2'.repeat(7),
  'age-secret-key': 'AGE-SECRET-KEY-1' + 'A2C3E'.repeat(11),
  'private-key':
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIB\n-----END RSA PRIVATE KEY-----',
  'json-web-token': 'eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiIxMjM0In0.' + 'c2lnbmF0dXJl',
  'authorization-header': 'Authorization: Bearer ' + 'abcdef123456',
  'registry-auth': '"auth": "' + 'dXNlcjpwYXNz"',
  'basic-auth-url': 'https://user:' + 'hunter2@example.org/x',
  'url-password': 'postgres://app:' + 's3cr3t@db:5432/app',
};

describe('detectSecrets', () => {
  it.each(secretDetectors.map((detector) => [detector.id, detector] as const))(
    '%s finds its sample',
    (id) => {
      const text = `RUN x=${samples[id]} && true`;
      expect(detectSecrets(text).map((hit) => hit.id)).toContain(id);
    },
  );

  it('marks exactly the password of a URL, at signs in it included', () => {
    const text = 'DATABASE_URL=postgres://app:p@ss@db/app?x=1';
    expect(detectSecrets(text).map((hit) => text.slice(hit.start, hit.end))).toEqual(['p@ss']);
  });

  it('marks a private key up to its end line', () => {
    const text = `${samples['private-key']}\nnext`;
    expect(detectSecrets(text).map((hit) => text.slice(hit.end))).toEqual(['\nnext']);
  });

  it.each([
    'https://example.org:8080/a@b',
    'http://localhost:80?mail=a@b',
    'git@github.com:owner/name.git',
    'postgres://app:${PASSWORD}@db/app',
    'postgres://app:$DB_PASSWORD@db/app',
    'npm_config_cache=/tmp',
    'AKIAKIAKIA',
    '-----BEGIN PUBLIC KEY-----',
    'sha256:' + 'a1'.repeat(32),
  ])('finds nothing in %s', (text) => {
    expect(detectSecrets(text)).toEqual([]);
  });

  it('has unique ids and keywords in lower case', () => {
    expect(new Set(secretDetectors.map((detector) => detector.id)).size).toBe(secretDetectors.length);
    for (const { keywords } of secretDetectors) {
      expect(keywords.map((keyword) => keyword.toLowerCase())).toEqual(keywords);
    }
  });

  it('returns sorted hits that lie in the text', () => {
    const pieces = fc.array(fc.oneof(fc.constantFrom(...Object.values(samples)), fc.string()), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join(' ');
        const hits = detectSecrets(text);
        expect(hits.every((hit) => hit.start >= 0 && hit.start < hit.end && hit.end <= text.length)).toBe(
          true,
        );
        expect(hits.map((hit) => hit.start)).toEqual(hits.map((hit) => hit.start).sort((a, b) => a - b));
      }),
    );
  });

  it.each([
    ['token starts', 'eyJ'.repeat(100_000)],
    ['URL starts', 'a://'.repeat(75_000)],
    ['URL users', 'http://' + 'a:'.repeat(150_000)],
    ['key headers', '-----BEGIN PRIVATE KEY-----'.repeat(10_000)],
    ['dashes after a key header', '-----BEGIN PRIVATE KEY-----' + '- '.repeat(150_000)],
    ['near misses', 'ghp_aaaaaaaaaa '.repeat(20_000)],
  ])('stays fast on %s', (_name, text) => {
    const start = performance.now();
    detectSecrets(text);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
