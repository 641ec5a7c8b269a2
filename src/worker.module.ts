import { Module, type DynamicModule } from '@nestjs/common';
import { features } from './features.js';
import { PlatformModule, type Platform } from './platform/platform.module.js';

/** The features alone: for worker processes. */
@Module({})
export class WorkerModule {
  static on(platform: Platform): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.of(platform), ...features] };
  }
}
