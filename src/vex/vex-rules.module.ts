import { Module } from '@nestjs/common';
import { VexRulesService } from './vex-rules.service.js';

@Module({ providers: [VexRulesService], exports: [VexRulesService] })
export class VexRulesModule {}
