import { z } from 'zod';
import { Severity } from './check.contract.js';
import { Localized } from './kit/localized.js';

export const Reason = z
  .object({
    code: z.string().describe('Stable.'),
    severity: Severity,
    message: Localized.describe('What is wrong.'),
    remediation: Localized.nullable().describe('What to do about it.'),
    findings: z.array(z.string()).describe('Fingerprints of the findings behind it.'),
  })
  .meta({ id: 'Reason', description: 'One reason of a verdict.' });
export interface Reason extends z.output<typeof Reason> {}

export const SeverityCounts = z
  .object({
    critical: z.int32(),
    high: z.int32(),
    medium: z.int32(),
    low: z.int32(),
    info: z.int32(),
    unknown: z.int32(),
  })
  .meta({
    id: 'SeverityCounts',
    description: 'Findings that nothing takes away: no exemption, no trusted VEX statement.',
  });
