import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../engine/policy/canonical-json.js';
import { givenKeys, givenReceipt, verifyReceipt } from './receipt-verification.js';

const stated = { id: 'r1', decision: 'allow', policy: { version: 1, name: 'baseline' }, validUntil: null };
let key: CryptoKey;
let keys: JSONWebKeySet;
let others: JSONWebKeySet;
beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA');
  key = pair.privateKey;
  keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1' }] };
  const other = await generateKeyPair('EdDSA');
  others = { keys: [{ ...(await exportJWK(other.publicKey)), kid: 'k1' }] };
});

const signed = (payload: unknown = stated, header: object = {}) =>
  new CompactSign(Buffer.from(canonicalJson(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ: 'ironhull-receipt', ...header })
    .sign(key);
const verdictOn = async (receipt: object, with_ = keys) =>
  verifyReceipt(givenReceipt(JSON.stringify({ ...receipt, jws: await signed() }), 'file'), with_);

describe('a receipt', () => {
  it('is valid when one of the keys signed what it states', async () => {
    expect(await verdictOn({ ...stated, keyId: 'k1', isReplayable: true, missingInputs: [] })).toEqual({
      isValid: true,
      fault: null,
      receipt: stated,
    });
    expect(await verifyReceipt(givenReceipt(`${await signed()}\n`, 'file'), keys)).toMatchObject({
      isValid: true,
    });
  });

  it.each([
    ['decision', { ...stated, decision: 'deny' }],
    ['policy', { ...stated, policy: { version: 2, name: 'baseline' } }],
    ['id', { decision: 'allow', policy: stated.policy }],
    ['more', { ...stated, more: 1 }],
  ])('is not when "%s" is another one than was signed', async (name, changed) => {
    expect(await verdictOn(changed)).toMatchObject({
      isValid: false,
      fault: `"${name}" is not what was signed`,
    });
  });

  it('is not when another key signed it, or it is no receipt', async () => {
    expect(await verdictOn(stated, others)).toMatchObject({ isValid: false, receipt: null });
    expect(await verdictOn(stated, { keys: [] })).toMatchObject({ isValid: false, receipt: null });
    for (const jws of [await signed(stated, { typ: 'JWT' }), await signed([1]), 'a.b.c'])
      expect(await verifyReceipt({ jws, stated: null }, keys)).toMatchObject({
        isValid: false,
        receipt: null,
      });
  });
});

describe('what is given', () => {
  it('is refused when it is neither a receipt nor a set of keys', () => {
    for (const text of ['', '{}', 'null', '[1]', '{"jws": 1}']) {
      expect(() => givenReceipt(text, 'file')).toThrow('file: expected a receipt');
    }
    for (const text of ['', '{}', '{"keys": [1]}', 'x'])
      expect(() => givenKeys(text, 'keys')).toThrow('keys: expected a set of keys');
  });
});
