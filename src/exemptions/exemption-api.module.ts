import { Module } from '@nestjs/common';
import { ExemptionDecisionController } from './exemption-decision.controller.js';
import { ExemptionController } from './exemption.controller.js';
import { ExemptionModule } from './exemption.module.js';
import { ExemptionResolver } from './exemption.resolver.js';

@Module({
  imports: [ExemptionModule],
  controllers: [ExemptionController, ExemptionDecisionController],
  providers: [ExemptionResolver],
})
export class ExemptionApiModule {}
