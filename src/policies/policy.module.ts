import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { EventModule } from '../events/event.module.js';
import { TargetModule } from '../targets/target.module.js';
import { PolicyDrafts } from './policy-drafts.service.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PolicyReader } from './policy-reader.service.js';
import { PolicyService } from './policy.service.js';

@Module({
  imports: [AuditModule, EventModule, TargetModule],
  providers: [PolicyDrafts, PolicyHistoryService, PolicyReader, PolicyService],
  exports: [PolicyDrafts, PolicyHistoryService, PolicyService],
})
export class PolicyModule {}
