import { Module } from '@nestjs/common';
import { VerdictController } from './verdict.controller.js';
import { VerdictModule } from './verdict.module.js';
import { VerdictResolver } from './verdict.resolver.js';

@Module({ imports: [VerdictModule], controllers: [VerdictController], providers: [VerdictResolver] })
export class VerdictApiModule {}
