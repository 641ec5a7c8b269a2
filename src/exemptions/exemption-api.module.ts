import { Module } from '@nestjs/common';
import { ExemptionAttachmentController } from './exemption-attachment.controller.js';
import { ExemptionCoverageController } from './exemption-coverage.controller.js';
import { ExemptionDecisionController } from './exemption-decision.controller.js';
import { ExemptionController } from './exemption.controller.js';
import { ExemptionModule } from './exemption.module.js';
import { ExemptionResolver } from './exemption.resolver.js';

@Module({
  imports: [ExemptionModule],
  controllers: [
    ExemptionAttachmentController,
    ExemptionCoverageController,
    ExemptionController,
    ExemptionDecisionController,
  ],
  providers: [ExemptionResolver],
})
export class ExemptionApiModule {}
