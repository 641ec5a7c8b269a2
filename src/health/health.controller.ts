import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Health, Readiness } from '../contracts/health.contract.js';
import { Requires } from '../platform/http/requires.js';
import { Returns } from '../platform/http/rest-decorators.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('livez')
  @Requires('public')
  @ApiOperation({ summary: 'The process is alive.', operationId: 'getLiveness' })
  @Returns(Health)
  async live() {
    return { status: 'ok' as const };
  }

  @Get('readyz')
  @Requires('public')
  @ApiOperation({
    summary: 'The process can do its work: its database answers.',
    operationId: 'getReadiness',
  })
  @Returns(Readiness)
  async ready() {
    return { status: 'ok' as const, degraded: await this.health.degraded() };
  }
}
