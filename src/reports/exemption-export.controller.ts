import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExemptionExportQuery } from '../contracts/report.contract.js';
import { languageOf } from '../platform/http/language.js';
import { languageHeaders } from '../platform/http/localizing.js';
import { Requires } from '../platform/http/requires.js';
import { FromQuery } from '../platform/http/rest-decorators.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { DecisionReportService } from './decision-report.service.js';

@ApiTags('exemptions')
@Controller('v1/exemptions')
export class ExemptionExportController {
  constructor(private readonly decisions: DecisionReportService) {}

  @Get('export')
  @Requires('read')
  @ApiOperation({
    summary:
      'Exemptions in force, with what they cover: as VEX, or as rules of other scanners and of Kyverno.',
    operationId: 'exportExemptions',
  })
  @ApiProduces('application/json', 'application/vnd.cyclonedx+json', 'application/yaml')
  @ApiResponse({ status: 200, description: 'The document; the same for the same decisions.' })
  async export(
    @FromQuery(ExemptionExportQuery) query: ExemptionExportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Unsettled() note: NoteUnsettled,
  ): Promise<void> {
    const language = languageOf(request.headers['accept-language']);
    const { mediaType, text } = await this.decisions.ofStore(query, language, note);
    await reply.headers({ 'content-type': mediaType, ...languageHeaders(language) }).send(text);
  }
}
