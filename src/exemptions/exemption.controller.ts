import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CommentExemption,
  DecideExemption,
  Exemption,
  ExemptionQuery,
  RenewExemption,
  RequestExemption,
  ResubmitExemption,
} from '../contracts/exemption.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { ExemptionRequestService } from './exemption-request.service.js';
import { ExemptionService } from './exemption.service.js';

@ApiTags('exemptions')
@Controller('v1/exemptions')
export class ExemptionController {
  constructor(
    private readonly exemptions: ExemptionService,
    private readonly requests: ExemptionRequestService,
  ) {}

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
    return this.requests.request(actor, body);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One exemption.', operationId: 'getExemption' })
  @Returns(Exemption)
  async get(@FromPath('id', Id) id: string) {
    return this.exemptions.get(id);
  }

  @Post(':id/renew')
  @Requires('exemption:request')
  @ApiOperation({
    summary: 'Ask for one that takes the place of an approved one.',
    operationId: 'renewExemption',
  })
  @Returns(Exemption, 201, 'The request for it.')
  async renew(
    @FromPath('id', Id) id: string,
    @FromBody(RenewExemption) body: RenewExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.requests.renew(actor, id, body);
  }

  @Post(':id/resubmit')
  @HttpCode(200)
  @Requires('exemption:request')
  @ApiOperation({
    summary: 'Ask again, changed as was asked for; by who asked.',
    operationId: 'resubmitExemption',
  })
  @Returns(Exemption)
  async resubmit(
    @FromPath('id', Id) id: string,
    @FromBody(ResubmitExemption) body: ResubmitExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.requests.resubmit(actor, id, body);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('exemption:request')
  @ApiOperation({ summary: 'Take the request back; by who asked.', operationId: 'withdrawExemption' })
  @Returns(Exemption)
  async withdraw(
    @FromPath('id', Id) id: string,
    @FromBody(DecideExemption) body: DecideExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.requests.withdraw(actor, id, body);
  }

  @Post(':id/comments')
  @HttpCode(200)
  @Requires('exemption:request')
  @ApiOperation({ summary: 'Add to the thread.', operationId: 'commentExemption' })
  @Returns(Exemption)
  async comment(
    @FromPath('id', Id) id: string,
    @FromBody(CommentExemption) body: CommentExemption,
    @CurrentActor() actor: Actor,
  ) {
    return this.requests.comment(actor, id, body);
  }
}
