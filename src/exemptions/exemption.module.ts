import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingModule } from '../bindings/binding.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { ExemptionCoverageService } from './exemption-coverage.service.js';
import { ExemptionDecisionService } from './exemption-decision.service.js';
import { ExemptionPolicyService } from './exemption-policy.service.js';
import { ExemptionRecords } from './exemption-records.service.js';
import { ExemptionRequestService } from './exemption-request.service.js';
import { ExemptionService } from './exemption.service.js';

@Module({
  imports: [AuditModule, BindingModule, FindingModule, TargetModule, VerdictModule],
  providers: [
    ExemptionCoverageService,
    ExemptionDecisionService,
    ExemptionPolicyService,
    ExemptionRecords,
    ExemptionRequestService,
    ExemptionService,
  ],
  exports: [ExemptionCoverageService, ExemptionDecisionService, ExemptionRequestService, ExemptionService],
})
export class ExemptionModule {}
