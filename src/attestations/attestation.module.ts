import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { AttestationService } from './attestation.service.js';

@Module({
  imports: [AuditModule, TargetModule, VerdictModule],
  providers: [AttestationService],
  exports: [AttestationService],
})
export class AttestationModule {}
