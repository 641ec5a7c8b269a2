import { z } from 'zod';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { defineCheck, type Outcome, type Text, type Violation, type WorkloadSubject } from './check.js';
import { objectName } from './kubernetes-check.js';
import { locationAt, locationOf } from './workload-check.js';

const dayMs = 86_400_000;

/** A secret with the instant from which it is what it is (ISO 8601); null: not known. */
interface DatedSecret {
  readonly name: string;
  readonly since: string | null;
  readonly fact: string;
  readonly location: Violation['location'];
}

/** A secret of swarm never changes: one that a service uses is at least as old as what the service last changed to. */
function secretsOf({ facts, workloads }: WorkloadSubject): DatedSecret[] {
  const ofObjects = (facts.kubernetes?.objects ?? []).flatMap((object, index): DatedSecret[] => {
    if (object.kind !== 'Secret') return [];
    const location = locationAt(facts, object.place);
    const since = object.changedAt ?? null;
    return [{ name: objectName(facts.kubernetes!, index), since, fact: `k8s.objects.${index}`, location }];
  });
  const ofServices = workloads.flatMap((workload, index) =>
    (workload.secrets ?? []).map((secret): DatedSecret => {
      const since = facts.services?.[index]?.updatedAt ?? null;
      const location = locationOf(facts, workload, 'secrets');
      return { name: secret.name, since, fact: `swarm.services.${index}`, location };
    }),
  );
  return [...ofObjects, ...(facts.format === 'swarm-service' ? ofServices : [])];
}

export const secretRotationCheck = defineCheck({
  id: 'secret-rotation',
  title: { en: 'Secret not rotated', zh: '密钥未定期轮换' },
  area: 'secrets',
  inputs: ['swarm-service', 'kubernetes'],
  severity: 'low',
  isAttestable: true,
  parameters: z.object({
    max_age_days: z.int().min(1).max(3650).default(90).describe('Oldest that a secret may be.'),
  }),
  remediation: {
    en: 'Rotate it on a schedule, or use secrets that live for minutes.',
    zh: '按计划轮换，或使用短时有效的动态密钥。',
  },
  references: { cis: ['7.4'], nist: ['4.1.4'], seed: ['§6.2'] },
  evaluate(subject: WorkloadSubject, { max_age_days }, now): Outcome {
    const secrets = secretsOf(subject);
    if (secrets.length === 0) return noSecret(subject.facts);
    const oldest = now.getTime() - max_age_days * dayMs;
    // Each of them comes due by itself.
    const due = secrets
      .map(({ since }) => (since === null ? NaN : Date.parse(since) + max_age_days * dayMs + 1))
      .filter((instant) => instant > now.getTime());
    const changes = due.length === 0 ? {} : { changesAt: new Date(Math.min(...due)).toISOString() };
    const violations = secrets
      .filter(({ since }) => since !== null && Date.parse(since) < oldest)
      .map(({ name, since, fact, location }) => ({
        element: name,
        message: ageText(name, since!, max_age_days),
        ...(location && { location }),
        evidence: [{ fact, value: since! }],
      }));
    const undated = secrets.filter(({ since }) => since === null);
    const undecided = undated.length === 0 ? null : undatedText(undated[0]!.name, undated.length);
    if (violations.length > 0)
      return { result: 'fail', violations, ...(undecided && { undecided }), ...changes };
    return undecided ? { result: 'unknown', reason: undecided, ...changes } : { result: 'pass', ...changes };
  },
  examples: {
    good: [
      { name: 'no secret', input: 'kubernetes', text: objectText('ConfigMap', '2024-01-01T00:00:00Z') },
      {
        name: 'a new one',
        input: 'kubernetes',
        text: objectText('Secret', '2026-11-01T00:00:00Z'),
        now: '2026-11-20T00:00:00Z',
      },
    ],
    bad: [
      {
        name: 'an old one',
        input: 'kubernetes',
        text: objectText('Secret', '2026-01-01T00:00:00Z'),
        now: '2026-11-20T00:00:00Z',
      },
    ],
  },
});

function noSecret({ format }: WorkloadDocumentFacts): Outcome {
  const what = format === 'kubernetes' ? 'The manifest has no Secret.' : 'The service uses no secret.';
  return { result: 'not_applicable', reason: { en: what, zh: '没有密钥对象。' } };
}

function ageText(name: string, since: string, days: number): Text {
  const date = since.slice(0, 10);
  return {
    en: `The secret ${name} is what it was on ${date}: more than ${days} days ago.`,
    zh: `密钥 ${name} 自 ${date} 起未轮换，已超过 ${days} 天。`,
  };
}

function undatedText(name: string, count: number): Text {
  const more = count === 1 ? '' : ` (and of ${count - 1} more)`;
  return {
    en: `The age of the secret ${name}${more} is not stated here; ask for an attestation.`,
    zh: `此处未说明密钥 ${name} 等 ${count} 个密钥的创建时间，请通过人工声明确认。`,
  };
}

function objectText(kind: string, createdAt: string): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata: { name: db, creationTimestamp: '${createdAt}' }\ndata: {}\n`;
}
