import { Module } from '@nestjs/common';
import { PolicyModule } from '../policies/policy.module.js';
import { FixController } from './fix.controller.js';
import { FixResolver } from './fix.resolver.js';
import { FixService } from './fix.service.js';

@Module({ imports: [PolicyModule], controllers: [FixController], providers: [FixResolver, FixService] })
export class FixApiModule {}
