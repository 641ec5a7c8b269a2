import { Module } from '@nestjs/common';
import { AttestationRulesService } from './attestation-rules.service.js';

@Module({ providers: [AttestationRulesService], exports: [AttestationRulesService] })
export class AttestationRulesModule {}
