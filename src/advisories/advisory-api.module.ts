import { Module } from '@nestjs/common';
import { AdvisoryController } from './advisory.controller.js';
import { AdvisoryModule } from './advisory.module.js';
import { AdvisoryResolver, FindingRecordsResolver } from './advisory.resolver.js';

@Module({
  imports: [AdvisoryModule],
  controllers: [AdvisoryController],
  providers: [AdvisoryResolver, FindingRecordsResolver],
})
export class AdvisoryApiModule {}
