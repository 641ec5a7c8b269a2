import { z } from 'zod';
import type { WorkloadFacts, WorkloadSecret } from '../model/workload-facts.js';
import { defaultAllowedNames, defaultSecretNames, isSecretName } from '../secrets/secret-names.js';
import { secretFact } from './secret-material.js';
import { decided, notApplicable, unknown, workloadCheck, type Fault } from './workload-check.js';

const tierNames = ['env', 'init-container', 'orchestrator', 'external-store'] as const;
type Tier = (typeof tierNames)[number];

const tierOfProvider: Readonly<Record<WorkloadSecret['provider'], Tier | null>> = {
  swarm: 'orchestrator',
  kubernetes: 'orchestrator',
  'external-store': 'external-store',
  // Docker Compose hands a file or a variable of whoever starts it on, and keeps no secrets.
  'compose-file': 'env',
  'compose-env': 'env',
  unknown: null,
};

/** A way by which a workload gets a secret. */
interface Use {
  readonly tier: Tier | null;
  readonly name: string;
  readonly fact: string;
}

function usesOf(workload: WorkloadFacts): Use[] {
  const { environment, environmentFiles, secrets, origin } = workload;
  const isSecret = (name: string) => isSecretName(name, defaultSecretNames, defaultAllowedNames);
  const variables = (environment ?? []).flatMap(({ name, valueClass, detections }, index): Use[] => {
    const fact = `environment.${index}`;
    if (valueClass === 'secret-ref') return [{ tier: 'orchestrator', name, fact }];
    const isHeld = valueClass === 'literal' || valueClass === 'host-env' || valueClass === 'interpolated';
    return detections.length > 0 || (isHeld && isSecret(name)) ? [{ tier: 'env', name, fact }] : [];
  });
  const files = environmentFiles.flatMap(({ name, kind }, index): Use[] =>
    kind === 'secret-ref' ? [{ tier: 'orchestrator', name, fact: `environmentFiles.${index}` }] : [],
  );
  const mounted = (secrets ?? []).map((secret, index): Use => {
    const tier = origin.role === 'init' ? 'init-container' : tierOfProvider[secret.provider];
    return { tier, name: secret.name, fact: secretFact(workload, secret, index) };
  });
  return [...variables, ...files, ...mounted];
}

export const secretStoreTierCheck = workloadCheck({
  id: 'secret-store-tier',
  title: { en: 'Secret provider below the required tier', zh: '密钥管理方式等级不足' },
  area: 'secrets',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'info',
  parameters: z.object({
    min_tier: z.enum(tierNames).default('orchestrator').describe('The least that is enough.'),
    tiers: z
      .record(z.enum(tierNames), z.number())
      .default({ 'external-store': 3, orchestrator: 2, 'init-container': 1, env: 0 })
      .describe('How much each is worth.'),
  }),
  remediation: {
    en: "Move to the orchestrator's secrets, better to an external manager that rotates them.",
    zh: '改用编排平台的密钥对象，最好使用支持轮换的外部密钥管理系统。',
  },
  references: { cis: ['7.4'], nist: ['4.1.4'], seed: ['§6.1', '§6.2'] },
  evaluate(workload, { min_tier, tiers }) {
    const uses = usesOf(workload);
    const faults: Fault[] = uses.flatMap(({ tier, name, fact }) =>
      tier === null || tiers[tier] >= tiers[min_tier]
        ? []
        : {
            element: name,
            fact,
            value: tier,
            message: {
              en: `The secret ${name} comes by ${tier}, which is below ${min_tier}.`,
              zh: `密钥 ${name} 的管理方式为 ${tier}，低于要求的 ${min_tier}。`,
            },
          },
    );
    const hidden = uses.find(({ tier }) => tier === null);
    const reason = hidden && {
      en: `Where the secret ${hidden.name} is kept cannot be seen here.`,
      zh: `此处无法得知密钥 ${hidden.name} 的存储方式。`,
    };
    if (uses.length > 0) return decided(faults, reason, hidden?.fact);
    if (workload.environment === null || workload.secrets === null)
      return unknown('Its secrets are not known.', '密钥使用情况未知。', 'secrets');
    return notApplicable('It uses no secret.', '未使用密钥。');
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run -e LEVEL=info nginx:1.27' },
      {
        name: 'a Secret',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service without secrets',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    environment: { LEVEL: info }',
          '    secrets: []',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a variable',
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD=correct-horse-battery nginx:1.27',
      },
      {
        name: 'a file of compose',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    secrets: [db]',
          'secrets: { db: { file: ./db.txt }, site.key: { file: ./site.key } }',
          '',
        ].join('\n'),
      },
    ],
  },
});
