import { Module } from '@nestjs/common';
import { HardeningController } from './hardening.controller.js';
import { HardeningResolver } from './hardening.resolver.js';
import { HardeningService } from './hardening.service.js';

@Module({ controllers: [HardeningController], providers: [HardeningResolver, HardeningService] })
export class HardeningApiModule {}
