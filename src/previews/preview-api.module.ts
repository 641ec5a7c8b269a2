import { Module } from '@nestjs/common';
import { TargetModule } from '../targets/target.module.js';
import { PreviewController } from './preview.controller.js';
import { PreviewModule } from './preview.module.js';
import { PreviewResolver } from './preview.resolver.js';

@Module({
  imports: [PreviewModule, TargetModule],
  controllers: [PreviewController],
  providers: [PreviewResolver],
})
export class PreviewApiModule {}
