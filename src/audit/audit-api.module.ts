import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditModule } from './audit.module.js';

/** The transports; loaded by the API process only. */
@Module({ imports: [AuditModule], controllers: [AuditController] })
export class AuditApiModule {}
