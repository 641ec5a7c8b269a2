import type { EntitySchema } from 'typeorm';
import { AdvisoryFeedTable } from './advisories/advisory-feed.table.js';
import { AdvisoryImportTable } from './advisories/advisory-import.table.js';
import { AdvisoryTable } from './advisories/advisory.table.js';
import { AttestationTable } from './attestations/attestation.table.js';
import { AuditEntryTable } from './audit/audit-entry.table.js';
import { BindingTable } from './bindings/binding.table.js';
import { ExemptionTable } from './exemptions/exemption.table.js';
import { FindingTable } from './findings/finding.table.js';
import { ApiKeyTable } from './keys/api-key.table.js';
import { PolicyDraftTable, PolicyTable, PolicyVersionTable } from './policies/policy.table.js';
import { PreviewedFindingTable, PreviewedTargetTable, PreviewTable } from './previews/preview.table.js';
import { ScanTable } from './scans/scan.table.js';
import { TargetTable } from './targets/target.table.js';
import { VerdictTable } from './verdicts/verdict.table.js';

/** Every table that is read and written as rows; the others are joined set-wise in SQL. */
export const tables = [
  AdvisoryFeedTable,
  AdvisoryImportTable,
  AdvisoryTable,
  ApiKeyTable,
  AttestationTable,
  AuditEntryTable,
  BindingTable,
  ExemptionTable,
  FindingTable,
  PolicyDraftTable,
  PolicyTable,
  PolicyVersionTable,
  PreviewedFindingTable,
  PreviewedTargetTable,
  PreviewTable,
  ScanTable,
  TargetTable,
  VerdictTable,
] as unknown as readonly EntitySchema[];
