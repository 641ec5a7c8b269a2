import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Attestation, AttestationQuery, MakeAttestation } from '../contracts/attestation.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { AttestationService } from './attestation.service.js';

@ApiTags('attestations')
@Controller('v1/attestations')
export class AttestationController {
  constructor(private readonly attestations: AttestationService) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Attestations, newest first.', operationId: 'listAttestations' })
  @Returns(page(Attestation))
  async list(@FromQuery(AttestationQuery) query: AttestationQuery) {
    return toPage(await this.attestations.list(query));
  }

  @Post()
  @Requires('attestation:write')
  @ApiOperation({
    summary: 'Vouch for a check that no program can decide.',
    operationId: 'makeAttestation',
  })
  @Returns(Attestation, 201, 'Recorded; the target was judged again.')
  async make(@FromBody(MakeAttestation) body: MakeAttestation, @CurrentActor() actor: Actor) {
    return this.attestations.make(actor, body);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One attestation.', operationId: 'getAttestation' })
  @Returns(Attestation)
  async get(@FromPath('id', Id) id: string) {
    return this.attestations.get(id);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires('attestation:write')
  @ApiOperation({ summary: 'End an attestation now.', operationId: 'revokeAttestation' })
  @Returns(Attestation)
  async revoke(@FromPath('id', Id) id: string, @CurrentActor() actor: Actor) {
    return this.attestations.revoke(actor, id);
  }
}
