import type { EntitySchema } from 'typeorm';
import { AdvisoryFeedTable } from './advisories/advisory-feed.table.js';
import { AdvisoryImportTable } from './advisories/advisory-import.table.js';
import { AdvisoryTable } from './advisories/advisory.table.js';
import { AttestationTable } from './attestations/attestation.table.js';
import { AuditEntryTable } from './audit/audit-entry.table.js';
import { EventTable } from './events/event.table.js';
import { BindingTable } from './bindings/binding.table.js';
import { ExemptionTable } from './exemptions/exemption.table.js';
import { FindingContentTable } from './findings/finding-content.table.js';
import { FindingTable } from './findings/finding.table.js';
import { ApiKeyTable } from './keys/api-key.table.js';
import { PolicyDraftTable, PolicyTable, PolicyVersionTable } from './policies/policy.table.js';
import { ReceiptTable } from './receipts/receipt.table.js';
import { PreviewedFindingTable, PreviewedTargetTable, PreviewTable } from './previews/preview.table.js';
import { ScanTable } from './scans/scan.table.js';
import { TargetTable } from './targets/target.table.js';
import { VerdictTable } from './verdicts/verdict.table.js';
import { VexDocumentTable, VexSourceTable, VexStatementTable } from './vex/vex.table.js';
import { DeliveryTable } from './webhooks/delivery.table.js';
import { WebhookTable } from './webhooks/webhook.table.js';

/** Every table that is read and written as rows; the others are joined set-wise in SQL. */
export const tables = [
  AdvisoryFeedTable,
  AdvisoryImportTable,
  AdvisoryTable,
  ApiKeyTable,
  AttestationTable,
  AuditEntryTable,
  EventTable,
  BindingTable,
  ExemptionTable,
  FindingContentTable,
  FindingTable,
  PolicyDraftTable,
  PolicyTable,
  PolicyVersionTable,
  ReceiptTable,
  PreviewedFindingTable,
  PreviewedTargetTable,
  PreviewTable,
  ScanTable,
  TargetTable,
  VerdictTable,
  VexDocumentTable,
  VexSourceTable,
  VexStatementTable,
  DeliveryTable,
  WebhookTable,
] as unknown as readonly EntitySchema[];
