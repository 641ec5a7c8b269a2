import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { detectSecrets, findSecrets } from './detect-secrets.js';
import { secretDetectors } from './index.generated.js';

/** A secret of each kind that is looked for in any text. */
const samples = Object.fromEntries(
  secretDetectors.filter(({ files }) => !files).map(({ id, examples }) => [id, examples.secrets[0]!]),
);
/** Of the form of a token of GitHub's, but for its checksum. */
const madeUpToken = 'ghp_' + 'a1B2'.repeat(9);

describe('detectSecrets', () => {
  it.each(Object.entries(samples))('finds what has the form of: %s', (id, sample) => {
    expect(detectSecrets(`RUN x=${sample} && true`).map((hit) => hit.id)).toContain(id);
  });

  it('takes the form alone for a secret: examples and wrong checksums are hidden, too', () => {
    expect(detectSecrets(madeUpToken).map((hit) => hit.id)).toEqual(['github-token']);
    expect(detectSecrets('AKIA' + 'IOSFODNN7EXAMPLE').map((hit) => hit.id)).toEqual(['aws-access-key-id']);
  });

  it('marks exactly the password of a URL, at signs in it included', () => {
    const text = 'DATABASE_URL=postgres://app:p@ss@db/app?x=1';
    expect(detectSecrets(text).map((hit) => text.slice(hit.start, hit.end))).toEqual(['p@ss']);
  });

  it('marks a private key up to its end line', () => {
    const text = `${samples['private-key']}\nnext`;
    expect(findSecrets(text).map((hit) => text.slice(hit.end))).toEqual(['\nnext']);
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
    const start = processorTime();
    detectSecrets(text);
    expect(processorTime() - start).toBeLessThan(5_000);
  });
});

describe('findSecrets', () => {
  it('leaves out examples and wrong checksums', () => {
    expect(findSecrets(`x ${madeUpToken} ${'AKIA' + 'IOSFODNN7EXAMPLE'}`)).toEqual([]);
  });

  it('names a secret once, by the detector that knows most', () => {
    const token = samples['github-token']!;
    expect(findSecrets(`https://ci:${token}@github.com/x`).map((hit) => hit.id)).toEqual(['github-token']);
    expect(findSecrets(samples['gcp-service-account']!).map((hit) => hit.id)).toEqual([
      'gcp-service-account',
    ]);
  });
});
