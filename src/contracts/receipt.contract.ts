import { z } from 'zod';
import { pinnedNames } from '../engine/policy/receipt.js';
import { DateTime, Id } from './kit/schema.js';
import { op, queries } from './kit/operation.js';
import { Reason, SeverityCounts } from './reason.contract.js';
import { BindingMode, Decision } from './target.contract.js';

export const Receipt = z
  .object({
    id: Id.nullable().describe('Null: the judgement is not stored.'),
    factsDigest: z.string(),
    vulnerabilitiesDigest: z.string().describe('Over the flaws in its components, as they were known.'),
    advisorySnapshot: z.string(),
    databaseDigest: z.string().describe('Over the ecosystems of the advisory database and their ages.'),
    policyHash: z.string(),
    binding: z
      .string()
      .nullable()
      .describe('By which the policy judged; null: none fitted, or it was named.'),
    mode: BindingMode,
    missingPolicy: z
      .string()
      .nullable()
      .describe('The policy that the binding names, when no version of it was in use.'),
    exemptionsDigest: z.string(),
    attestationsDigest: z.string(),
    vexDigest: z.string(),
    targetDigest: z.string().describe('Over the names and digests that the target was known by.'),
    scannedAt: z.string().nullable().describe('When the target was last scanned.'),
    judgedAt: z.string(),
    engine: z.string().describe('Version of the product that judged.'),
    verdictDigest: z.string().describe('Over what came out.'),
  })
  .meta({
    id: 'Receipt',
    description: 'What the verdict was computed from; with it the judgement can be replayed.',
  });
export interface Receipt extends z.output<typeof Receipt> {}

const PinnedName = z.enum(pinnedNames).meta({ id: 'PinnedInputName' });

export const SignedReceipt = z
  .object({
    ...Receipt.shape,
    id: Id,
    targetId: Id,
    verdictId: Id.describe("The entry of the target's history."),
    decision: Decision,
    policy: z.object({ name: z.string(), version: z.int32() }).meta({ id: 'ReceiptPolicy' }),
    validUntil: DateTime.nullable(),
    keyId: z.string().describe('Names its key in `/.well-known/jwks.json`.'),
    jws: z.string().describe('Compact JWS (EdDSA) over all of the above but for `keyId`, as canonical JSON.'),
    isReplayable: z.boolean(),
    missingInputs: z.array(PinnedName).describe('What is not kept any more.'),
  })
  .meta({ id: 'SignedReceipt', description: 'The receipt of a stored judgement.' });
export interface SignedReceipt extends z.output<typeof SignedReceipt> {}

export const ReplayedVerdict = z
  .object({
    decision: Decision,
    reasons: z.array(Reason),
    counts: SeverityCounts,
    exemptedCount: z.int32(),
    dismissedCount: z.int32(),
    score: z.number().nullable(),
    validUntil: DateTime.nullable(),
  })
  .meta({ id: 'ReplayedVerdict' });

export const Replay = z
  .object({
    receiptId: Id,
    outcome: z
      .enum(['same', 'different', 'not-replayable'])
      .meta({ id: 'ReplayOutcome' })
      .describe('Whether judging again gives the same verdict, byte for byte.'),
    reason: z.string().nullable().describe('Why it is not the same, or cannot be told.'),
    missingInputs: z.array(PinnedName),
    engine: z.object({ judged: z.string(), replayed: z.string() }).meta({ id: 'ReplayEngines' }),
    verdictDigest: z.string().describe('As the receipt states it.'),
    replayedDigest: z.string().nullable(),
    verdict: ReplayedVerdict.nullable().describe('What came out now.'),
  })
  .meta({ id: 'Replay', description: 'A judgement of the past, made again from what it was made from.' });
export interface Replay extends z.output<typeof Replay> {}

export const JsonWebKey = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    kid: z.string(),
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
  })
  .meta({
    id: 'JsonWebKey',
    description: 'A public key that receipts are, or were, signed with (RFC 8037).',
  });
export const JsonWebKeySet = z.object({ keys: z.array(JsonWebKey) }).meta({ id: 'JsonWebKeySet' });

export const receiptGraphql = queries({
  receipt: op('read', 'The receipt of a stored judgement.', z.object({ id: Id }), SignedReceipt.nullable()),
});
