import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Id } from '../contracts/kit/schema.js';
import { ReportQuery } from '../contracts/report.contract.js';
import { languageOf } from '../platform/http/language.js';
import { languageHeaders } from '../platform/http/localizing.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery } from '../platform/http/rest-decorators.js';
import { ReportService } from './report.service.js';

@ApiTags('targets')
@Controller('v1/targets')
export class ReportController {
  constructor(private readonly reports: ReportService) {}

  @Get(':id/report')
  @Requires('read')
  @ApiOperation({
    summary:
      'A target as a bill of materials, with its vulnerabilities and what was decided about them (VEX); or its findings, for code scanning and CI; or by the recommendations of the CIS benchmark for Docker.',
    operationId: 'getTargetReport',
  })
  @ApiProduces(
    'application/vnd.cyclonedx+json',
    'application/spdx+json',
    'application/sarif+json',
    'application/xml',
    'application/json',
    'text/plain',
    'text/csv',
    'text/html',
  )
  @ApiResponse({ status: 200, description: 'The document; the same for the same verdict.' })
  async report(
    @FromPath('id', Id) id: string,
    @FromQuery(ReportQuery) query: ReportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = languageOf(request.headers['accept-language']);
    const { mediaType, text } = await this.reports.write(id, query, language);
    await reply.headers({ 'content-type': mediaType, ...languageHeaders(language) }).send(text);
  }
}
