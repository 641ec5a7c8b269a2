import { Module } from '@nestjs/common';
import { VexController } from './vex.controller.js';
import { VexModule } from './vex.module.js';
import { VexResolver } from './vex.resolver.js';

@Module({ imports: [VexModule], controllers: [VexController], providers: [VexResolver] })
export class VexApiModule {}
