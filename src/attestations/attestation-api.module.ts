import { Module } from '@nestjs/common';
import { AttestationController } from './attestation.controller.js';
import { AttestationModule } from './attestation.module.js';
import { AttestationResolver } from './attestation.resolver.js';

@Module({
  imports: [AttestationModule],
  controllers: [AttestationController],
  providers: [AttestationResolver],
})
export class AttestationApiModule {}
