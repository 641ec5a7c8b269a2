import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Authenticator } from '../platform/auth/authenticator.js';
import { KeyService } from './key.service.js';

/** Global, because the permission guard checks keys on every call. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [KeyService, { provide: Authenticator, useExisting: KeyService }],
  exports: [KeyService, Authenticator],
})
export class KeyModule {}
