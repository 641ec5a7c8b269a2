import { describe, expect, it } from 'vitest';
import type { FileSecret, SecretSearch } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { secretImageFileCheck } from './secret-image-file.check.js';

const secret = (path: string, other: Partial<FileSecret> = {}): FileSecret => ({
  detector: 'private-key',
  path,
  line: 1,
  layer: 'sha256:1',
  deletedLater: false,
  preview: '--…(1704 characters)',
  ...other,
});
const evaluate = (
  found: readonly FileSecret[],
  parameters = {},
  unsearched: SecretSearch['unsearched'] = [],
) =>
  evaluateExample(secretImageFileCheck, anImageSubject({ rootfs: { secrets: { found, unsearched } } }), {
    parameters,
  });

describe('secret-image-file', () => {
  it('fails once for each kind of secret in each file, also one that a later layer deletes', () => {
    const outcome = evaluate([
      secret('/app/.env', { detector: 'stripe-key', line: 3 }),
      secret('/app/.env', { detector: 'stripe-key', line: 9 }),
      secret('/app/.env', { detector: 'url-password', line: 1 }),
      secret('/root/.ssh/id_rsa', { deletedLater: true }),
    ]);
    expect(elementsOf(outcome)).toEqual([
      '/app/.env stripe-key',
      '/app/.env url-password',
      '/root/.ssh/id_rsa private-key',
    ]);
  });

  it('says where, what and in which layer, in both languages', () => {
    const outcome = evaluate([
      secret('/app/.env', { detector: 'stripe-key', line: 3, preview: 'sk…(32 characters)' }),
    ]);
    expect(outcome).toMatchObject({
      violations: [
        {
          message: {
            en: '/app/.env holds a secret: Stripe key (3: sk…(32 characters)).',
            zh: expect.stringContaining('Stripe 密钥') as string,
          },
          location: { path: '/app/.env', layer: 'sha256:1', line: 3 },
        },
      ],
    });
  });

  it('points to the copy that is still there', () => {
    const outcome = evaluate([
      secret('/key', { layer: 'sha256:1', deletedLater: true }),
      secret('/key', { layer: 'sha256:2' }),
    ]);
    expect(outcome).toMatchObject({ violations: [{ location: { layer: 'sha256:2' } }] });
  });

  it('grades an encrypted key lower', () => {
    expect(elementsOf(evaluate([secret('/key', { detector: 'encrypted-private-key' })]))).toEqual([
      '/key encrypted-private-key (high)',
    ]);
  });

  it('lets the policy allow files', () => {
    const found = [secret('/etc/ssl/private/ssl-cert-snakeoil.key'), secret('/app/a.key')];
    expect(elementsOf(evaluate(found, { allow_paths: ['/etc/ssl/private/*.key'] }))).toEqual([
      '/app/a.key private-key',
    ]);
  });

  it('is unknown when layers were not searched, wholly or in part', () => {
    expect(evaluate([], {}, [{ path: '/a', layer: 'sha256:1', detail: 'It is odd' }]).result).toBe('unknown');
    const before = evaluateExample(secretImageFileCheck, anImageSubject({ rootfs: { secrets: null } }));
    expect(before.result).toBe('unknown');
    const problems = [{ path: '/', layer: null, detail: 'broken' }];
    expect(evaluateExample(secretImageFileCheck, anImageSubject({ rootfs: { problems } })).result).toBe(
      'unknown',
    );
  });
});
