import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { signedHeaders, type SignedHeaders } from '../src/engine/events/webhook-signature.js';
import { eventTypes } from '../src/engine/events/cloud-event.js';

type Verifier = (secret: string, headers: SignedHeaders, body: string, now?: number) => boolean;

const page = await readFile('docs/events.md', 'utf8');

it('gives a verifier that tells what the service signed from what it did not', async () => {
  const [, code = ''] = /```js\n([\s\S]+?)```/.exec(page) ?? [];
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isFromIronhull: Verifier;
  };
  const [, secret = ''] = /secret `(whsec_[^`]+)`/.exec(page) ?? [];
  const [, signature] = /signature is `(v1,[^`]+)`/.exec(page) ?? [];
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const time = new Date(1_780_000_000_000);
  const body = '{"type":"webhook.test"}';
  const headers = signedHeaders([key], '11111111-2222-4333-8444-555555555555', time, body);
  expect(headers['webhook-signature']).toBe(signature);
  expect(module.isFromIronhull(secret, headers, body, time.getTime())).toBe(true);
  expect(module.isFromIronhull(secret, headers, `${body} `, time.getTime())).toBe(false);
  expect(module.isFromIronhull('whsec_AAAA', headers, body, time.getTime())).toBe(false);
  expect(module.isFromIronhull(secret, headers, body, time.getTime() + 301_000)).toBe(false);
});

it('tells of every type of event', () => {
  expect(eventTypes.filter((type) => !page.includes(`| \`${type}\``))).toEqual([]);
});
