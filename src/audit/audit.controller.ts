import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AuditEntry,
  AuditQuery,
  AuditVerification,
  AuditVerificationQuery,
} from '../contracts/key.contract.js';
import { page, toPage } from '../contracts/kit/schema.js';
import type { ChainHead } from '../engine/policy/audit-chain.js';
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

  @Get('verification')
  @Requires('audit:read')
  @ApiOperation({ summary: 'Whether the audit log is what was written.', operationId: 'verifyAuditLog' })
  @Returns(AuditVerification)
  async verify(@FromQuery(AuditVerificationQuery) { head }: AuditVerificationQuery) {
    return this.audit.verify(head === undefined ? null : headFrom(head));
  }
}

function headFrom(text: string): ChainHead {
  const colon = text.indexOf(':');
  return { id: Number(text.slice(0, colon)), hash: text.slice(colon + 1) };
}
