import { z } from 'zod';
import { attestationResults } from '../engine/policy/attestation.js';
import { mutations, op, queries } from './kit/operation.js';
import { connection, DateTime, Id, many, PageArgs } from './kit/schema.js';

export const AttestationResult = z
  .enum(attestationResults)
  .meta({ id: 'AttestationResult', description: 'What is vouched for.' });

export const AttestationState = z
  .enum(['in_force', 'expired', 'revoked'])
  .meta({ id: 'AttestationState', description: 'in_force: until it expires.' });

export const Attestation = z
  .object({
    id: Id,
    state: AttestationState,
    check: z.string().min(1).max(200).describe('Id of a check that somebody may vouch for.'),
    targetId: Id,
    result: AttestationResult,
    statement: z.string().min(10).max(2000).describe('What was looked at, and what was found.'),
    evidence: z
      .array(z.string().min(1).max(500))
      .max(20)
      .describe('Where that can be looked up: addresses, names of documents.'),
    author: z.string().describe('Name of the key.'),
    authorId: Id.describe('Id of the key.'),
    attestedAt: DateTime,
    expiresAt: DateTime.describe('It ends by itself then: 400 days later at most.'),
    revokedAt: DateTime.nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({
    id: 'Attestation',
    description: "Somebody's word on a check that no program can decide, on one target, until it expires.",
  });
export interface Attestation extends z.output<typeof Attestation> {}

const { check, targetId, result, statement, evidence, expiresAt } = Attestation.shape;
export const MakeAttestation = z
  .strictObject({ check, targetId, result, statement, evidence: evidence.default([]), expiresAt })
  .meta({ id: 'MakeAttestationInput' });
export interface MakeAttestation extends z.output<typeof MakeAttestation> {}

export const AttestationFilter = z
  .object({
    state: many(AttestationState).optional(),
    check: z.string().max(200).optional(),
    targetId: Id.optional(),
  })
  .meta({ id: 'AttestationFilter' });
export const AttestationQuery = z.strictObject({ ...AttestationFilter.shape, ...PageArgs.shape });
export interface AttestationQuery extends z.output<typeof AttestationQuery> {}

export const attestationGraphql = {
  ...queries({
    attestation: op('read', 'One attestation.', z.object({ id: Id }), Attestation.nullable()),
    attestations: op(
      'read',
      'Attestations, newest first.',
      z.object({ filter: AttestationFilter.optional(), ...PageArgs.shape }),
      connection(Attestation),
    ),
  }),
  ...mutations({
    makeAttestation: op(
      'attestation:write',
      'Vouch for a check that no program can decide.',
      z.object({ input: MakeAttestation }),
      Attestation,
    ),
    revokeAttestation: op('attestation:write', 'End it now.', z.object({ id: Id }), Attestation),
  }),
};
