import { Module } from '@nestjs/common';
import { CheckController } from './check.controller.js';
import { CheckResolver } from './check.resolver.js';
import { CheckService } from './check.service.js';

@Module({ controllers: [CheckController], providers: [CheckResolver, CheckService] })
export class CheckApiModule {}
