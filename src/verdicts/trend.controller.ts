import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { TrendDay, TrendQuery } from '../contracts/trend.contract.js';
import { Requires } from '../platform/http/requires.js';
import { FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { TrendService } from './trend.service.js';

@ApiTags('verdicts')
@Controller('v1/trends')
export class TrendController {
  constructor(private readonly trends: TrendService) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'Decisions and findings on every target, day by day, the oldest first.',
    operationId: 'listTrends',
  })
  @Returns(z.array(TrendDay))
  async list(@FromQuery(TrendQuery) query: TrendQuery) {
    return this.trends.trends(query);
  }
}
