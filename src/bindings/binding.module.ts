import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { TargetModule } from '../targets/target.module.js';
import { Assignments } from './assignments.service.js';
import { BindingRulesModule } from './binding-rules.module.js';
import { BindingService } from './binding.service.js';

@Module({
  imports: [AuditModule, BindingRulesModule, PolicyModule, TargetModule],
  providers: [Assignments, BindingService],
  exports: [Assignments, BindingRulesModule, BindingService],
})
export class BindingModule {}
