import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AdvisoryApiModule } from './advisories/advisory-api.module.js';
import { AttestationApiModule } from './attestations/attestation-api.module.js';
import { AuditApiModule } from './audit/audit-api.module.js';
import { BindingApiModule } from './bindings/binding-api.module.js';
import { CheckApiModule } from './checks/check-api.module.js';
import { CollectorApiModule } from './collector/collector-api.module.js';
import { EventApiModule } from './events/event-api.module.js';
import { ExemptionApiModule } from './exemptions/exemption-api.module.js';
import { FindingApiModule } from './findings/finding-api.module.js';
import { FixApiModule } from './fixes/fix-api.module.js';
import { HardeningApiModule } from './hardening/hardening-api.module.js';
import { HealthModule } from './health/health.module.js';
import { features } from './features.js';
import { KeyApiModule } from './keys/key-api.module.js';
import { PermissionCheck } from './platform/auth/permission-check.js';
import { PermissionGuard } from './platform/auth/permission-guard.js';
import { ContractGraphqlModule } from './platform/graphql/graphql.module.js';
import { ContractPipe } from './platform/http/contract-pipe.js';
import { IdempotencyInterceptor } from './platform/http/idempotency.js';
import { LocalizingInterceptor } from './platform/http/localizing.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { PlatformModule, type Platform } from './platform/platform.module.js';
import { PolicyApiModule } from './policies/policy-api.module.js';
import { PreviewApiModule } from './previews/preview-api.module.js';
import { ReportApiModule } from './reports/report-api.module.js';
import { ScanApiModule } from './scans/scan-api.module.js';
import { TargetApiModule } from './targets/target-api.module.js';
import { VerdictApiModule } from './verdicts/verdict-api.module.js';
import { VexApiModule } from './vex/vex-api.module.js';
import { WebhookApiModule } from './webhooks/webhook-api.module.js';

const transports = [
  AdvisoryApiModule,
  AttestationApiModule,
  AuditApiModule,
  BindingApiModule,
  CheckApiModule,
  CollectorApiModule,
  ContractGraphqlModule,
  DiscoveryModule,
  EventApiModule,
  ExemptionApiModule,
  FindingApiModule,
  FixApiModule,
  HardeningApiModule,
  HealthModule,
  KeyApiModule,
  PolicyApiModule,
  PreviewApiModule,
  ReportApiModule,
  ScanApiModule,
  TargetApiModule,
  VerdictApiModule,
  VexApiModule,
  WebhookApiModule,
];

/** The features, over REST and GraphQL. */
@Module({
  providers: [
    PermissionCheck,
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_PIPE, useClass: ContractPipe },
    { provide: APP_INTERCEPTOR, useClass: LocalizingInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {
  static on(platform: Platform): DynamicModule {
    return { module: ApiModule, imports: [PlatformModule.of(platform), ...features, ...transports] };
  }
}
