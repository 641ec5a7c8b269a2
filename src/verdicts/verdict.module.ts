import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { AttestationRulesModule } from '../attestations/attestation-rules.module.js';
import { BindingModule } from '../bindings/binding.module.js';
import { EventModule } from '../events/event.module.js';
import { ExemptionRulesModule } from '../exemptions/exemption-rules.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { ReceiptModule } from '../receipts/receipt.module.js';
import { ScanRecordsModule } from '../scans/scan-records.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VexRulesModule } from '../vex/vex-rules.module.js';
import { ComponentFlaws } from './component-flaws.service.js';
import { GateService } from './gate.service.js';
import { JudgeHandler } from './judge.handler.js';
import { JudgingService } from './judging.service.js';
import { PastVerdicts } from './past-verdicts.service.js';
import { RejudgingService } from './rejudging.service.js';
import { ReplayService } from './replay.service.js';
import { SettlingService } from './settling.service.js';
import { StandingVerdicts } from './standing-verdicts.js';
import { TrendService } from './trend.service.js';
import { VerdictStore } from './verdict-store.service.js';
import { VerdictService } from './verdict.service.js';

@Module({
  imports: [
    AdvisoryDatabaseModule,
    AttestationRulesModule,
    BindingModule,
    EventModule,
    ExemptionRulesModule,
    FindingModule,
    MatchingModule,
    PolicyModule,
    ReceiptModule,
    ScanRecordsModule,
    TargetModule,
    VexRulesModule,
  ],
  providers: [
    ComponentFlaws,
    GateService,
    JudgeHandler,
    JudgingService,
    PastVerdicts,
    RejudgingService,
    ReplayService,
    SettlingService,
    StandingVerdicts,
    TrendService,
    VerdictService,
    VerdictStore,
  ],
  exports: [
    GateService,
    JudgeHandler,
    JudgingService,
    PastVerdicts,
    RejudgingService,
    ReplayService,
    SettlingService,
    TrendService,
    VerdictService,
  ],
})
export class VerdictModule {}
