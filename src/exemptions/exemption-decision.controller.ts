import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DecideExemption, Exemption } from '../contracts/exemption.contract.js';
import { Id } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, Returns } from '../platform/http/rest-decorators.js';
import { ExemptionDecisionService } from './exemption-decision.service.js';

@ApiTags('exemptions')
@Controller('v1/exemptions')
export class ExemptionDecisionController {
  constructor(private readonly decisions: ExemptionDecisionService) {}

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('exemption:decide')
  @ApiOperation({ summary: 'Approve; never by who asked.', operationId: 'approveExemption' })
  @Returns(Exemption)
  async approve(
    @FromPath('id', Id) id: string,
    @FromBody(DecideExemption) body: DecideExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.decisions.approve(actor, id, body);
  }

  @Post(':id/ask-changes')
  @HttpCode(200)
  @Requires('exemption:decide')
  @ApiOperation({ summary: 'Ask for changes; never by who asked.', operationId: 'askExemptionChanges' })
  @Returns(Exemption)
  async askChanges(
    @FromPath('id', Id) id: string,
    @FromBody(DecideExemption) body: DecideExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.decisions.askChanges(actor, id, body);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Requires('exemption:decide')
  @ApiOperation({ summary: 'Reject; never by who asked.', operationId: 'rejectExemption' })
  @Returns(Exemption)
  async reject(
    @FromPath('id', Id) id: string,
    @FromBody(DecideExemption) body: DecideExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.decisions.reject(actor, id, body);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires('exemption:decide')
  @ApiOperation({ summary: 'End an approved exemption now.', operationId: 'revokeExemption' })
  @Returns(Exemption)
  async revoke(
    @FromPath('id', Id) id: string,
    @FromBody(DecideExemption) body: DecideExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.decisions.revoke(actor, id, body);
  }
}
