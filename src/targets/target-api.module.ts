import { Module } from '@nestjs/common';
import { HostContainerResolver } from './host-container.resolver.js';
import { TargetController } from './target.controller.js';
import { TargetModule } from './target.module.js';
import { TargetResolver } from './target.resolver.js';

@Module({
  imports: [TargetModule],
  controllers: [TargetController],
  providers: [HostContainerResolver, TargetResolver],
})
export class TargetApiModule {}
