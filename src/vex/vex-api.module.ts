import { Module } from '@nestjs/common';
import { VexController } from './vex.controller.js';
import { VexModule } from './vex.module.js';

@Module({ imports: [VexModule], controllers: [VexController] })
export class VexApiModule {}
