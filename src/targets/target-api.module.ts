import { Module } from '@nestjs/common';
import { HostContainerResolver } from './host-container.resolver.js';
import { RepositoryController } from './repository.controller.js';
import { RepositoryResolver } from './repository.resolver.js';
import { TargetController } from './target.controller.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { TargetModule } from './target.module.js';
import { TargetResolver } from './target.resolver.js';

@Module({
  imports: [TargetModule, VerdictModule],
  controllers: [RepositoryController, TargetController],
  providers: [HostContainerResolver, RepositoryResolver, TargetResolver],
})
export class TargetApiModule {}
