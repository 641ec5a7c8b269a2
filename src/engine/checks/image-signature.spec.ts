import { describe, expect, it } from 'vitest';
import type { ImageSignature } from '../model/image-signature.js';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageSignatureCheck } from './image-signature.check.js';

const evaluate = (signatures: readonly ImageSignature[] | null, parameters = {}) =>
  evaluateExample(imageSignatureCheck, anImageSubject({ signatures }), { parameters });
const signature: ImageSignature = {
  kind: 'cosign',
  isVerified: true,
  identity: 'ci@example.com',
  issuer: 'https://accounts.example',
};

describe('image-signature', () => {
  it('passes when one signature is verified, of an accepted kind, identity and issuer', () => {
    expect(evaluate([signature]).result).toBe('pass');
    const strict = { identities: ['*@example.com'], issuers: ['https://accounts.example'] };
    expect(evaluate([{ ...signature, isVerified: false }, signature], strict).result).toBe('pass');
  });

  it.each<[string, ImageSignature, object]>([
    ['not verified', { ...signature, isVerified: false }, {}],
    ['of another kind', { ...signature, kind: 'notation' }, { accept_kinds: ['cosign'] }],
    ['of another identity', signature, { identities: ['*@other.example'] }],
    ['of no identity', { ...signature, identity: null }, { identities: ['**'] }],
    ['of another issuer', signature, { issuers: ['https://other.example'] }],
  ])('fails when the only signature is %s', (_what, one, parameters) => {
    expect(evaluate([one], parameters)).toMatchObject({
      result: 'fail',
      violations: [
        {
          message: {
            en: expect.stringMatching(/verified against an accepted identity \((cosign|notation), /),
          },
        },
      ],
    });
  });

  it('fails without a signature, and does not know of an image whose registry was not asked', () => {
    expect(evaluate([])).toMatchObject({ violations: [{ message: { en: 'The image is not signed.' } }] });
    expect(evaluate(null).result).toBe('unknown');
    expect(evaluateExample(imageSignatureCheck, anImageSubject()).result).toBe('unknown');
  });

  it('does not decide where the policy must name who may sign and names nobody', () => {
    const parameters = { require_identities: true };
    expect(evaluate([signature], parameters).result).toBe('unknown');
    expect(evaluate([signature], { ...parameters, identities: ['**'] }).result).toBe('pass');
  });
});
