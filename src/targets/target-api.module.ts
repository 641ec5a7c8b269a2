import { Module } from '@nestjs/common';
import { TargetController } from './target.controller.js';
import { TargetModule } from './target.module.js';
import { TargetResolver } from './target.resolver.js';

@Module({ imports: [TargetModule], controllers: [TargetController], providers: [TargetResolver] })
export class TargetApiModule {}
