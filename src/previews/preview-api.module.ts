import { Module } from '@nestjs/common';
import { PreviewController } from './preview.controller.js';
import { PreviewModule } from './preview.module.js';

@Module({ imports: [PreviewModule], controllers: [PreviewController] })
export class PreviewApiModule {}
