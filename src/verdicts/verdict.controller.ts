import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Id, page, PageArgs, toPage } from '../contracts/kit/schema.js';
import { ImageDigest } from '../contracts/target.contract.js';
import { PreviewInput, TargetVerdictQuery, Verdict, VerdictQuery } from '../contracts/verdict.contract.js';
import { sendEvents } from '../platform/http/event-stream.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { GateService } from './gate.service.js';
import { PastVerdicts } from './past-verdicts.service.js';
import { VerdictService } from './verdict.service.js';

const HistoryQuery = z.strictObject(PageArgs.shape);

@ApiTags('verdicts')
@Controller('v1')
export class VerdictController {
  constructor(
    private readonly gate: GateService,
    private readonly verdicts: VerdictService,
    private readonly past: PastVerdicts,
  ) {}

  @Get('verdicts/:digest')
  @Requires('read')
  @ApiOperation({
    summary: 'The gate: may this image run? Answers from what is stored; never allows what was never judged.',
    operationId: 'getVerdict',
  })
  @Returns(Verdict)
  async ofDigest(
    @FromPath('digest', ImageDigest) digest: string,
    @FromQuery(VerdictQuery) query: VerdictQuery,
  ) {
    return this.gate.verdictOf(digest, query.policy ?? null);
  }

  @Get('targets/:id/verdict')
  @Requires('read')
  @ApiOperation({
    summary: "A target's verdict as it stands, or with `at` as it stood then.",
    operationId: 'getTargetVerdict',
  })
  @Returns(Verdict)
  async ofTarget(@FromPath('id', Id) id: string, @FromQuery(TargetVerdictQuery) query: TargetVerdictQuery) {
    if (query.at) return this.past.ofTarget(id, query.at);
    return this.verdicts.ofTarget(id, query.policy ?? null);
  }

  @Get('targets/:id/verdict/events')
  @Requires('read')
  @ApiOperation({
    summary: "A target's verdict as it stands and after each change, as server-sent events.",
    operationId: 'followTargetVerdict',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'Events named `verdict`; their data is the verdict as JSON.' })
  async follow(@FromPath('id', Id) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.verdicts.ofTarget(id);
    await sendEvents(request, reply, { event: 'verdict', schema: Verdict }, (signal) =>
      this.verdicts.changes(id, signal),
    );
  }

  @Get('targets/:id/history')
  @Requires('read')
  @ApiOperation({ summary: "A target's verdicts, newest first.", operationId: 'listTargetVerdicts' })
  @Returns(page(Verdict))
  async history(@FromPath('id', Id) id: string, @FromQuery(HistoryQuery) query: PageArgs) {
    return toPage(await this.verdicts.history(id, query));
  }

  @Post('targets/:id/preview')
  @HttpCode(200)
  @Requires('read')
  @ApiOperation({
    summary: 'The verdict a policy document would give; nothing is stored.',
    operationId: 'previewTargetVerdict',
  })
  @Returns(Verdict)
  async preview(@FromPath('id', Id) id: string, @FromBody(PreviewInput) body: PreviewInput) {
    return this.verdicts.preview(id, body.policy);
  }
}
