import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a request of a webhook carries (https://www.standardwebhooks.com). */
export interface SignedHeaders {
  /** Of the event: the same in every attempt, so that a receiver can tell that it knows it already. */
  readonly 'webhook-id': string;
  /** Seconds since 1970, of this attempt. */
  readonly 'webhook-timestamp': string;
  /**
   * `v1,` and the HMAC-SHA256 over `<id>.<timestamp>.<body>` in base64; one for each secret, separated by spaces, so that
   * a receiver that knows any of them can tell.
   */
  readonly 'webhook-signature': string;
}

const prefix = 'whsec_';
/** How far a timestamp may be from the receiver's clock, in seconds. */
const tolerance = 300;

/** The text of a secret: what its bytes are shown as. */
export function secretText(bytes: Uint8Array): string {
  return prefix + Buffer.from(bytes).toString('base64');
}

/** @param secrets the bytes behind `whsec_` of each that is in force, the newest first */
export function signedHeaders(
  secrets: readonly Uint8Array[],
  id: string,
  time: Date,
  body: string,
): SignedHeaders {
  const timestamp = String(Math.floor(time.getTime() / 1_000));
  const signatures = secrets.map((secret) => `v1,${hmac(secret, id, timestamp, body)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Whether a request is signed with the secret (`whsec_…`), and is of now. What a receiver does. */
export function isSigned(secret: string, headers: SignedHeaders, body: string, now: Date): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const age = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  if (!secret.startsWith(prefix) || !/^\d{1,12}$/.test(timestamp) || age > tolerance) return false;
  const expected = Buffer.from(hmac(Buffer.from(secret.slice(prefix.length), 'base64'), id, timestamp, body));
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function hmac(secret: Uint8Array, id: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
}
