import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { canonicalJson } from '../../engine/policy/canonical-json.js';
import { UsageError } from '../command-line.js';

/** A receipt as a file holds it: whole, or its compact JWS alone. */
export interface GivenReceipt {
  readonly jws: string;
  /** What it is said to state; null: only the JWS was given. */
  readonly stated: Readonly<Record<string, unknown>> | null;
}

/** What came of looking at a receipt. */
export interface ReceiptVerification {
  readonly isValid: boolean;
  /** Null: it is valid. */
  readonly fault: string | null;
  /** What is signed; null: the signature does not hold. */
  readonly receipt: Readonly<Record<string, unknown>> | null;
}

/** Members of the representation that are not signed. */
const unsigned: ReadonlySet<string> = new Set(['keyId', 'jws', 'isReplayable', 'missingInputs']);
const type = 'ironhull-receipt';

const Given = z.looseObject({ jws: z.string() });
const Payload = z.record(z.string(), z.unknown());
const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** @throws UsageError when the text is neither a receipt as JSON nor a compact JWS */
export function givenReceipt(text: string, name: string): GivenReceipt {
  const jws = text.trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws)) return { jws, stated: null };
  const parsed = Given.safeParse(parsedJson(text));
  if (!parsed.success) throw new UsageError(`${name}: expected a receipt as JSON, or its compact JWS`);
  return { jws: parsed.data.jws, stated: parsed.data };
}

/** @throws UsageError when the text is no set of keys (JWKS) */
export function givenKeys(text: string, name: string): JSONWebKeySet {
  const parsed = KeySet.safeParse(parsedJson(text));
  if (!parsed.success) throw new UsageError(`${name}: expected a set of keys (JWKS)`);
  return parsed.data;
}

/** Whether one of the keys signed it, and whether it states what is signed. */
export async function verifyReceipt(
  { jws, stated }: GivenReceipt,
  keys: JSONWebKeySet,
): Promise<ReceiptVerification> {
  const signed = await signedPart(jws, keys);
  if (typeof signed === 'string') return { isValid: false, fault: signed, receipt: null };
  const other = stated && otherMember(stated, signed);
  const fault = other === null ? null : `"${other}" is not what was signed`;
  return { isValid: fault === null, fault, receipt: signed };
}

/** What is signed, or why it cannot be trusted. */
async function signedPart(jws: string, keys: JSONWebKeySet): Promise<Record<string, unknown> | string> {
  try {
    const options = { algorithms: ['EdDSA'] };
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys), options);
    if (protectedHeader.typ !== type) return 'it is signed as something else than a receipt';
    const parsed = Payload.safeParse(parsedJson(Buffer.from(payload).toString()));
    return parsed.success ? parsed.data : 'what is signed is not a receipt';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The first member that is stated otherwise than it is signed. */
function otherMember(
  stated: Readonly<Record<string, unknown>>,
  signed: Record<string, unknown>,
): string | null {
  const names = new Set([...Object.keys(stated), ...Object.keys(signed)]);
  for (const name of names) {
    if (
      !unsigned.has(name) &&
      canonicalJson([stated[name] ?? null]) !== canonicalJson([signed[name] ?? null])
    )
      return name;
  }
  return null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
