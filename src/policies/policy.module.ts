import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { TargetModule } from '../targets/target.module.js';
import { PolicyService } from './policy.service.js';

@Module({ imports: [AuditModule, TargetModule], providers: [PolicyService], exports: [PolicyService] })
export class PolicyModule {}
