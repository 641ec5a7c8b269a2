import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DecideExemption,
  Exemption,
  ExemptionQuery,
  RequestExemption,
} from '../contracts/exemption.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { ExemptionService } from './exemption.service.js';

@ApiTags('exemptions')
@Controller('v1/exemptions')
export class ExemptionController {
  constructor(private readonly exemptions: ExemptionService) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Exemptions, newest first.', operationId: 'listExemptions' })
  @Returns(page(Exemption))
  async list(@FromQuery(ExemptionQuery) query: ExemptionQuery) {
    return toPage(await this.exemptions.list(query));
  }

  @Post()
  @Requires('exemption:request')
  @ApiOperation({ summary: 'Ask for an exemption.', operationId: 'requestExemption' })
  @Returns(Exemption, 201, 'Requested.')
  async request(@FromBody(RequestExemption) body: RequestExemption, @CurrentActor() actor: Actor) {
    return this.exemptions.request(actor, body);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One exemption.', operationId: 'getExemption' })
  @Returns(Exemption)
  async get(@FromPath('id', Id) id: string) {
    return this.exemptions.get(id);
  }

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
    return this.exemptions.decide(actor, id, 'approve', body);
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
    return this.exemptions.decide(actor, id, 'reject', body);
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
    return this.exemptions.decide(actor, id, 'revoke', body);
  }
}
