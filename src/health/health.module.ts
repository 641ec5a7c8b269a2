import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({ imports: [AdvisoryModule], controllers: [HealthController], providers: [HealthService] })
export class HealthModule {}
