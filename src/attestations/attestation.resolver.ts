import { Resolver } from '@nestjs/graphql';
import { attestationGraphql as api } from '../contracts/attestation.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { AttestationService } from './attestation.service.js';

@Resolver()
export class AttestationResolver {
  constructor(private readonly attestations: AttestationService) {}

  @Handles(api.attestation)
  async find({ id }: Args<typeof api.attestation>) {
    return this.attestations.find(id);
  }

  @Handles(api.attestations)
  async list({ filter, ...page }: Args<typeof api.attestations>) {
    return toConnection(await this.attestations.list({ ...filter, ...page }));
  }

  @Handles(api.makeAttestation)
  async make({ input }: Args<typeof api.makeAttestation>, @CurrentActor() actor: Actor) {
    return this.attestations.make(actor, input);
  }

  @Handles(api.revokeAttestation)
  async revoke({ id }: Args<typeof api.revokeAttestation>, @CurrentActor() actor: Actor) {
    return this.attestations.revoke(actor, id);
  }
}
