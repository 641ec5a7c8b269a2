import { Module } from '@nestjs/common';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { FindingController } from './finding.controller.js';
import { FindingModule } from './finding.module.js';
import { FindingResolver, TargetFindingsResolver } from './finding.resolver.js';

@Module({
  imports: [FindingModule, TargetModule, VerdictModule],
  controllers: [FindingController],
  providers: [FindingResolver, TargetFindingsResolver],
})
export class FindingApiModule {}
