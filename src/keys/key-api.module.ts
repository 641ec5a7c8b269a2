import { Module } from '@nestjs/common';
import { KeyController } from './key.controller.js';
import { KeyModule } from './key.module.js';

@Module({ imports: [KeyModule], controllers: [KeyController] })
export class KeyApiModule {}
