import { AdvisoryModule } from './advisories/advisory.module.js';
import { AttestationModule } from './attestations/attestation.module.js';
import { BindingModule } from './bindings/binding.module.js';
import { ExemptionModule } from './exemptions/exemption.module.js';
import { HousekeepingModule } from './housekeeping/housekeeping.module.js';
import { KeyModule } from './keys/key.module.js';
import { PolicyModule } from './policies/policy.module.js';
import { PreviewModule } from './previews/preview.module.js';
import { ScanModule } from './scans/scan.module.js';
import { VexModule } from './vex/vex.module.js';
import { WebhookModule } from './webhooks/webhook.module.js';

/** What every process of the service holds, whatever its role; the transports come on top of it. */
export const features = [
  AdvisoryModule,
  AttestationModule,
  BindingModule,
  ExemptionModule,
  HousekeepingModule,
  KeyModule,
  PolicyModule,
  PreviewModule,
  ScanModule,
  VexModule,
  WebhookModule,
];
