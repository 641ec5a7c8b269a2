import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import {
  PolicyPreview,
  PreviewedFinding,
  PreviewedFindingQuery,
  PreviewedTarget,
  PreviewedTargetQuery,
  PreviewPolicy,
  PreviewQuery,
} from '../contracts/policy-preview.contract.js';
import { PolicyName } from '../contracts/policy.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { sendEvents } from '../platform/http/event-stream.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { PreviewRecords } from './preview-records.service.js';
import { PreviewService } from './preview.service.js';

@ApiTags('policies')
@Controller('v1')
export class PreviewController {
  constructor(
    private readonly previews: PreviewService,
    private readonly records: PreviewRecords,
  ) {}

  @Post('policies/:name/preview')
  @HttpCode(202)
  @Requires('policy:write')
  @ApiOperation({
    summary:
      'Find out what a document would do to everything stored: the draft, a text, or a published version.',
    operationId: 'previewPolicy',
  })
  @Returns(PolicyPreview, 202, 'Queued, or under way already; follow the Location.')
  async ask(
    @FromPath('name', PolicyName) name: string,
    @FromBody(PreviewPolicy) body: PreviewPolicy,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const preview = await this.previews.ask(actor, name, body);
    void reply.header('location', `/v1/policy-previews/${preview.id}`);
    return preview;
  }

  @Get('policy-previews')
  @Requires('read')
  @ApiOperation({ summary: 'Previews, newest first.', operationId: 'listPolicyPreviews' })
  @Returns(page(PolicyPreview))
  async list(@FromQuery(PreviewQuery) query: PreviewQuery) {
    return toPage(await this.records.list(query));
  }

  @Get('policy-previews/:id')
  @Requires('read')
  @ApiOperation({ summary: 'One preview: progress, totals, by owner.', operationId: 'getPolicyPreview' })
  @Returns(PolicyPreview)
  async get(@FromPath('id', Id) id: string) {
    return this.records.get(id);
  }

  @Get('policy-previews/:id/events')
  @Requires('read')
  @ApiOperation({
    summary: 'The preview as it stands and after each step, as server-sent events, until it has ended.',
    operationId: 'followPolicyPreview',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'Events named `preview`; their data is the preview as JSON.' })
  async follow(@FromPath('id', Id) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.records.get(id);
    await sendEvents(request, reply, { event: 'preview', schema: PolicyPreview }, (signal) =>
      this.records.changes(id, signal),
    );
  }

  @Get('policy-previews/:id/targets')
  @Requires('read')
  @ApiOperation({
    summary: 'Targets of which the document says something else than what judges them now.',
    operationId: 'listPreviewedTargets',
  })
  @Returns(page(PreviewedTarget))
  async targets(
    @FromPath('id', Id) id: string,
    @FromQuery(PreviewedTargetQuery) query: PreviewedTargetQuery,
  ) {
    return toPage(await this.records.targets(id, query));
  }

  @Get('policy-previews/:id/findings')
  @Requires('read')
  @ApiOperation({ summary: 'Findings that the document changes.', operationId: 'listPreviewedFindings' })
  @Returns(page(PreviewedFinding))
  async findings(
    @FromPath('id', Id) id: string,
    @FromQuery(PreviewedFindingQuery) query: PreviewedFindingQuery,
  ) {
    return toPage(await this.records.findings(id, query));
  }
}
