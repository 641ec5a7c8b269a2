import { aDatabase, anImage, exampleNow } from '../checks/example-facts.js';
import type { Judgement } from '../model/verdict.js';
import type { ExemptionRule, ExemptionScope, ExemptionSubject } from './exemption-rule.js';
import { purlForms } from './purl.js';
import { judge, type JudgeInput } from './judge.js';
import { validatePolicy, type Policy } from './policy-schema.js';

/** A valid policy with these parts; without `checks` it has image-user-root and image-vulnerabilities, to be decided. */
export function aPolicy(parts: Readonly<Record<string, unknown>> = {}): Policy {
  const validation = validatePolicy({
    name: 'example',
    title: 'Example',
    checks: { 'image-user-root': {}, 'image-vulnerabilities': {} },
    gate: { fail_on: 'high', unknown: 'report', must_decide: ['image-vulnerabilities'] },
    ...parts,
  });
  if (!validation.ok)
    throw new Error(`the example policy is not valid: ${JSON.stringify(validation.issues)}`);
  return validation.policy;
}

/** The judgement of an image that passes, under `aPolicy()`, at `exampleNow`; `parts` replace the judge's inputs. */
export function judgeExample(parts: Partial<JudgeInput> = {}): Judgement {
  return judge({
    facts: anImage(),
    vulnerabilities: [],
    database: aDatabase(),
    policy: aPolicy(),
    exemptions: [],
    target: { id: 't1', digests: ['sha256:1'], references: ['registry.example/team/app:1'] },
    now: new Date(exampleNow),
    ...parts,
  });
}

/** An exemption that is in force at `exampleNow`. */
export function anExemption(
  scope: ExemptionScope,
  id = 'e1',
  expiresAt = '2026-07-01T00:00:00.000Z',
): ExemptionRule {
  return { id, scope, expiresAt };
}

/** A high flaw of openssl without a fix, as exemptions are held against it. */
export function aSubject(parts: Partial<ExemptionSubject> = {}): ExemptionSubject {
  return {
    fingerprint: 'f1',
    check: null,
    flaw: 'CVE-2026-1',
    vulnerabilities: ['CVE-2026-1', 'GHSA-AAAA-BBBB-CCCC'],
    components: purlForms('pkg:deb/debian/openssl@3.0.1-1?arch=amd64'),
    version: { ecosystem: 'Debian:12', text: '3.0.1-1' },
    layer: 'sha256:base',
    paths: ['/var/lib/dpkg/status'],
    severity: 'high',
    fixedVersion: null,
    isKnownExploited: false,
    exploitScore: 0.1,
    ...parts,
  };
}
