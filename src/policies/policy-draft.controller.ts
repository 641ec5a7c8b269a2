import { Controller, Delete, Get, Headers, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  PolicyDraft,
  PolicyName,
  PolicyVersion,
  PublishPolicyDraft,
  WritePolicyDraft,
} from '../contracts/policy.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, Returns } from '../platform/http/rest-decorators.js';
import { PolicyDrafts } from './policy-drafts.service.js';

const ifMatch = {
  name: 'If-Match',
  required: false,
  description: 'ETag of the draft as it was read. Required when there is one.',
  schema: { type: 'string' as const },
};

@ApiTags('policies')
@Controller('v1/policies/:name/draft')
export class PolicyDraftController {
  constructor(private readonly drafts: PolicyDrafts) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'The draft of a policy.', operationId: 'getPolicyDraft' })
  @Returns(PolicyDraft)
  async get(@FromPath('name', PolicyName) name: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return tagged(reply, await this.drafts.get(name));
  }

  @Put()
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Begin a draft, or change it: with If-Match, so that nobody overwrites what they have not seen.',
    operationId: 'writePolicyDraft',
  })
  @ApiHeader(ifMatch)
  @Returns(PolicyDraft)
  async write(
    @FromPath('name', PolicyName) name: string,
    @FromBody(WritePolicyDraft) { text }: WritePolicyDraft,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.drafts.write(actor, name, text, seen ?? null));
  }

  @Delete()
  @Requires('policy:write')
  @ApiOperation({ summary: 'Discard the draft.', operationId: 'discardPolicyDraft' })
  @ApiHeader(ifMatch)
  @Returns(PolicyDraft)
  async discard(
    @FromPath('name', PolicyName) name: string,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
  ) {
    return this.drafts.discard(actor, name, seen ?? null);
  }

  @Post('approve')
  @HttpCode(200)
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Approve the draft as it is; not by who wrote it.',
    operationId: 'approvePolicyDraft',
  })
  @ApiHeader(ifMatch)
  @Returns(PolicyDraft)
  async approve(
    @FromPath('name', PolicyName) name: string,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.drafts.approve(actor, name, seen ?? null));
  }

  @Post('publish')
  @Requires('policy:write')
  @ApiOperation({ summary: 'Publish the draft as the next version.', operationId: 'publishPolicyDraft' })
  @ApiHeader(ifMatch)
  @Returns(PolicyVersion, 201, 'Published.')
  async publish(
    @FromPath('name', PolicyName) name: string,
    @FromBody(PublishPolicyDraft) { message }: PublishPolicyDraft,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
  ) {
    return this.drafts.publish(actor, name, message, seen ?? null);
  }
}

function tagged(reply: FastifyReply, draft: PolicyDraft): PolicyDraft {
  void reply.header('etag', draft.etag);
  return draft;
}
