import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditEntry, AuditQuery } from '../contracts/key.contract.js';
import { page, toPage } from '../contracts/kit/schema.js';
import { Requires } from '../platform/http/requires.js';
import { FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Requires('audit:read')
  @ApiOperation({ summary: 'The audit log, newest first.', operationId: 'listAuditEntries' })
  @Returns(page(AuditEntry))
  async list(@FromQuery(AuditQuery) query: AuditQuery) {
    return toPage(await this.audit.list(query));
  }
}
