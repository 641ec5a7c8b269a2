import { Module } from '@nestjs/common';
import { ExemptionRulesService } from './exemption-rules.service.js';

@Module({ providers: [ExemptionRulesService], exports: [ExemptionRulesService] })
export class ExemptionRulesModule {}
