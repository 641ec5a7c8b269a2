import { Module } from '@nestjs/common';
import { MatchingModule } from '../matching/matching.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { FindingController } from './finding.controller.js';
import { FindingModule } from './finding.module.js';
import { ExplanationService } from './explanation.service.js';
import { ExplanationResolver, FindingResolver, TargetFindingsResolver } from './finding.resolver.js';

@Module({
  imports: [FindingModule, MatchingModule, TargetModule, VerdictModule],
  controllers: [FindingController],
  providers: [ExplanationResolver, ExplanationService, FindingResolver, TargetFindingsResolver],
})
export class FindingApiModule {}
