import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { VexApproval } from './vex-approval.service.js';
import { VexRulesModule } from './vex-rules.module.js';
import { VexSourceService } from './vex-source.service.js';
import { VexTargets } from './vex-targets.service.js';
import { VexService } from './vex.service.js';

@Module({
  imports: [AuditModule, FindingModule, TargetModule, VerdictModule, VexRulesModule],
  providers: [VexApproval, VexService, VexSourceService, VexTargets],
  exports: [VexService, VexSourceService],
})
export class VexModule {}
