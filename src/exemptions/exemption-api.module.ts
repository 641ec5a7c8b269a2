import { Module } from '@nestjs/common';
import { ExemptionController } from './exemption.controller.js';
import { ExemptionModule } from './exemption.module.js';
import { ExemptionResolver } from './exemption.resolver.js';

@Module({ imports: [ExemptionModule], controllers: [ExemptionController], providers: [ExemptionResolver] })
export class ExemptionApiModule {}
