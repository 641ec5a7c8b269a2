import { aDatabase, anImage, exampleNow } from '../checks/example-facts.js';
import type { Judgement } from '../model/verdict.js';
import type { ExemptionRule, ExemptionScope } from './exemption-rule.js';
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
