import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Check, CheckQuery } from '../contracts/check.contract.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { CheckService } from './check.service.js';

const CheckId = z.string().min(1).max(200);

@ApiTags('checks')
@Controller('v1/checks')
export class CheckController {
  constructor(private readonly checks: CheckService) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'The catalogue of checks, with titles in English and Chinese.',
    operationId: 'listChecks',
  })
  @Returns(z.array(Check))
  async list(@FromQuery(CheckQuery) query: CheckQuery) {
    return this.checks.list(query);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One check.', operationId: 'getCheck' })
  @Returns(Check)
  async get(@FromPath('id', CheckId) id: string) {
    return this.checks.get(id);
  }
}
