import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExemptionCoverage, PreviewExemption } from '../contracts/exemption-scope.contract.js';
import { ExemptionHygiene, HygieneQuery } from '../contracts/exemption.contract.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { ExemptionCoverageService } from './exemption-coverage.service.js';

@ApiTags('exemptions')
@Controller('v1/exemptions')
export class ExemptionCoverageController {
  constructor(private readonly coverage: ExemptionCoverageService) {}

  @Get('hygiene')
  @Requires('read')
  @ApiOperation({ summary: 'Exemptions in force that are untidy.', operationId: 'exemptionHygiene' })
  @Returns(ExemptionHygiene)
  async hygiene(@FromQuery(HygieneQuery) { days }: HygieneQuery, @Unsettled() note: NoteUnsettled) {
    return this.coverage.hygiene(days, note);
  }

  @Post('preview')
  @HttpCode(200)
  @Requires('read')
  @ApiOperation({ summary: 'What a scope would cover now.', operationId: 'previewExemption' })
  @Returns(ExemptionCoverage)
  async preview(@FromBody(PreviewExemption) { scope }: PreviewExemption, @Unsettled() note: NoteUnsettled) {
    return this.coverage.preview(scope, note);
  }
}
