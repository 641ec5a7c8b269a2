import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingModule } from '../bindings/binding.module.js';
import { EventModule } from '../events/event.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { ExemptionAttachments } from './exemption-attachments.service.js';
import { ExemptionCoverageService } from './exemption-coverage.service.js';
import { ExemptionDecisionService } from './exemption-decision.service.js';
import { ExemptionNoticesHandler } from './exemption-notices.handler.js';
import { ExemptionNotices } from './exemption-notices.service.js';
import { ExemptionPolicyService } from './exemption-policy.service.js';
import { ExemptionRecords } from './exemption-records.service.js';
import { ExemptionRequestService } from './exemption-request.service.js';
import { ExemptionService } from './exemption.service.js';

@Module({
  imports: [AuditModule, BindingModule, EventModule, FindingModule, TargetModule, VerdictModule],
  providers: [
    ExemptionAttachments,
    ExemptionCoverageService,
    ExemptionDecisionService,
    ExemptionNotices,
    ExemptionNoticesHandler,
    ExemptionPolicyService,
    ExemptionRecords,
    ExemptionRequestService,
    ExemptionService,
  ],
  exports: [
    ExemptionAttachments,
    ExemptionNotices,
    ExemptionNoticesHandler,
    ExemptionCoverageService,
    ExemptionDecisionService,
    ExemptionRequestService,
    ExemptionService,
  ],
})
export class ExemptionModule {}
