import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HardeningReport, HardeningRequest } from '../contracts/hardening.contract.js';
import { AnsweredOnce } from '../platform/http/idempotency.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, Returns } from '../platform/http/rest-decorators.js';
import { HardeningService } from './hardening.service.js';

@ApiTags('hardening')
@Controller('v1/hardening')
export class HardeningController {
  constructor(private readonly hardening: HardeningService) {}

  @Post()
  @HttpCode(200)
  @Requires('read')
  @AnsweredOnce()
  @ApiOperation({
    summary:
      'Make what hardens a workload or a host: run lines, profiles, firewall rules, settings. Nothing is stored.',
    operationId: 'makeHardening',
  })
  @Returns(HardeningReport)
  async harden(@FromBody(HardeningRequest) body: HardeningRequest) {
    return this.hardening.harden(body);
  }
}
