import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { AttestationRulesModule } from '../attestations/attestation-rules.module.js';
import { BindingModule } from '../bindings/binding.module.js';
import { ExemptionRulesModule } from '../exemptions/exemption-rules.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { ScanRecordsModule } from '../scans/scan-records.module.js';
import { TargetModule } from '../targets/target.module.js';
import { GateService } from './gate.service.js';
import { JudgeHandler } from './judge.handler.js';
import { JudgingService } from './judging.service.js';
import { RejudgingService } from './rejudging.service.js';
import { VerdictStore } from './verdict-store.service.js';
import { VerdictService } from './verdict.service.js';

@Module({
  imports: [
    AdvisoryDatabaseModule,
    AttestationRulesModule,
    BindingModule,
    ExemptionRulesModule,
    FindingModule,
    MatchingModule,
    PolicyModule,
    ScanRecordsModule,
    TargetModule,
  ],
  providers: [GateService, JudgeHandler, JudgingService, RejudgingService, VerdictService, VerdictStore],
  exports: [GateService, JudgeHandler, JudgingService, RejudgingService, VerdictService],
})
export class VerdictModule {}
