import { Module } from '@nestjs/common';
import { TargetModule } from '../targets/target.module.js';
import { BindingRules } from './binding-rules.service.js';

@Module({ imports: [TargetModule], providers: [BindingRules], exports: [BindingRules] })
export class BindingRulesModule {}
