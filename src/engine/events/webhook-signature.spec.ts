import { describe, expect, it } from 'vitest';
import { isSigned, secretText, signedHeaders } from './webhook-signature.js';

const bytes = Buffer.from('ironhull-example-secret-00000001');
const secret = 'whsec_aXJvbmh1bGwtZXhhbXBsZS1zZWNyZXQtMDAwMDAwMDE=';
const id = '11111111-2222-4333-8444-555555555555';
const time = new Date(1_780_000_000_000);
const body = '{"type":"webhook.test"}';
const headers = signedHeaders([bytes], id, time, body);

describe('the signature of a request', () => {
  it('is the one that any other tool computes (python: hmac, base64)', () => {
    expect(secretText(bytes)).toBe(secret);
    expect(headers).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1780000000',
      'webhook-signature': 'v1,6yBxo3vESevUnesHgrTkVdsjo+OQhSjqDMx/F6UCfoU=',
    });
  });

  it('is found among several', () => {
    const several = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']} v2,x` };
    expect(isSigned(secret, several, body, time)).toBe(true);
  });

  it('is one for each secret, and any of them is enough', () => {
    const newer = Buffer.from('ironhull-example-secret-00000002');
    const both = signedHeaders([newer, bytes], id, time, body);
    const [first, second, ...more] = both['webhook-signature'].split(' ');
    expect([second, more]).toEqual([headers['webhook-signature'], []]);
    expect(first).toBe(signedHeaders([newer], id, time, body)['webhook-signature']);
    for (const known of [secretText(newer), secret]) expect(isSigned(known, both, body, time)).toBe(true);
    expect(isSigned('whsec_AAAA', both, body, time)).toBe(false);
  });

  it.each([
    ['another body', headers, `${body} `, time],
    ['another id', { ...headers, 'webhook-id': 'x' }, body, time],
    ['another time', { ...headers, 'webhook-timestamp': '1780000001' }, body, time],
    ['a time that is none', { ...headers, 'webhook-timestamp': 'now' }, body, time],
    ['a request of five minutes ago', headers, body, new Date(time.getTime() + 301_000)],
    ['no signature', { ...headers, 'webhook-signature': '' }, body, time],
  ])('does not hold for %s', (_, changed, text, now) => {
    expect(isSigned(secret, changed, text, now)).toBe(false);
  });

  it('does not hold under another secret', () => {
    expect(isSigned('whsec_AAAA', headers, body, time)).toBe(false);
    expect(isSigned('none', headers, body, time)).toBe(false);
  });
});
