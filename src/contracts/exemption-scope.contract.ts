import { z } from 'zod';
import { isPurlRange, purlRangeFault } from '../engine/policy/purl-range.js';
import { Severity } from './check.contract.js';
import { Digest, Id } from './kit/schema.js';
import { SeverityCounts } from './reason.contract.js';

const names = (what: string) => z.array(z.string().min(1).max(500)).min(1).max(100).optional().describe(what);
export const ExemptionScope = z
  .object({
    findings: names('Fingerprints.'),
    checks: names('Ids of checks.'),
    vulnerabilities: names('Any id of a flaw.'),
    components: names('Package URLs; without a version: every version; `pkg:npm/lodash@>=4 <5`: a range.'),
    targets: z.array(Id).min(1).max(100).optional().describe('Ids of targets.'),
    repositories: names('Globs over the repositories that a target is named by: `registry/team/*`.'),
    labels: names('Labels that were set on targets: `name=value`, or `name` for any value.'),
    layers: z
      .array(Digest)
      .min(1)
      .max(500)
      .optional()
      .describe('Diff ids: what these layers brought, on every image.'),
    baseImages: names(
      'References or digests of scanned images: their layers as they are now are added to `layers`.',
    ),
    paths: names('Globs over the path, the pointer in the document, or the element of a finding.'),
  })
  .meta({
    id: 'ExemptionScope',
    description: 'What it covers: all that are given must match; within one, any value does.',
  });
export interface ExemptionScope extends z.output<typeof ExemptionScope> {}

const count = z.int32().min(0);
export const ExemptionCoverage = z
  .object({
    findings: count,
    counts: SeverityCounts,
    targets: count,
    targetIds: z.array(Id).describe('The first of them.'),
    sample: z
      .array(
        z
          .object({
            findingId: Id,
            targetId: Id,
            fingerprint: z.string(),
            severity: Severity,
            name: z.string().describe('Of the flaw or the check.'),
            component: z.string().nullable().describe('Package URL.'),
          })
          .meta({ id: 'CoveredFinding' }),
      )
      .describe('The worst of them.'),
    isBroad: z.boolean().describe('It narrows down neither what nor where.'),
  })
  .meta({ id: 'ExemptionCoverage', description: 'What a scope covers when it is asked.' });
export interface ExemptionCoverage extends z.output<typeof ExemptionCoverage> {}

/** What is narrow enough to be asked for at all; the policy may ask for more. */
export const RequestedScope = z
  .strictObject(ExemptionScope.shape)
  .meta({ id: 'ExemptionScopeInput' })
  .superRefine((scope, context) => {
    const { findings, checks, vulnerabilities, components, layers, baseImages, paths } = scope;
    if (!(findings ?? checks ?? vulnerabilities ?? components ?? layers ?? baseImages ?? paths)) {
      const message = 'name at least one finding, check, vulnerability, component, layer, base image or path';
      context.addIssue({ code: 'custom', message });
    }
    for (const [index, purl] of (components ?? []).entries()) {
      const fault = isPurlRange(purl) ? purlRangeFault(purl) : null;
      if (fault !== null) context.addIssue({ code: 'custom', path: ['components', index], message: fault });
    }
  });

export const PreviewExemption = z
  .strictObject({ scope: RequestedScope })
  .meta({ id: 'PreviewExemptionInput' });
export interface PreviewExemption extends z.output<typeof PreviewExemption> {}
