import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FixReport, FixRequest } from '../contracts/fix.contract.js';
import { AnsweredOnce } from '../platform/http/idempotency.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, Returns } from '../platform/http/rest-decorators.js';
import { FixService } from './fix.service.js';

@ApiTags('fixes')
@Controller('v1/fixes')
export class FixController {
  constructor(private readonly fixes: FixService) {}

  @Post()
  @HttpCode(200)
  @Requires('read')
  @AnsweredOnce()
  @ApiOperation({
    summary:
      'Mend a text of a Dockerfile, a manifest, a compose file or a docker run line. Nothing is stored.',
    operationId: 'applyFixes',
  })
  @Returns(FixReport)
  async fix(@FromBody(FixRequest) body: FixRequest) {
    return this.fixes.fix(body);
  }
}
