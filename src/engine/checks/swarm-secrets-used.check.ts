import { z } from 'zod';
import type { HostFacts } from '../model/host-facts.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { aBundle } from './example-host.js';
import { aService, aSwarmInfo } from './example-swarm.js';
import { hostCheck, notTold, type HostFault, type HostOutcome } from './host-check.js';
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';
import { outsideSwarm, swarmUnknown } from './swarm-check.js';

export const swarmSecretsUsedCheck = hostCheck({
  id: 'swarm-secrets-used',
  title: { en: 'Services carry secrets without docker secrets', zh: '服务未使用 Docker Secrets' },
  area: 'swarm',
  parts: ['swarm-services'],
  severity: 'medium',
  parameters: z.object({
    credentials_label: z
      .string()
      .min(1)
      .default('hardening.credentials')
      .describe('A service with this label needs credentials.'),
  }),
  remediation: {
    en: 'Create the secret from a file or standard input (docker secret create) and attach it to the service.',
    zh: '通过文件或标准输入创建 Secret（docker secret create）并挂载到服务。',
  },
  references: { cis: ['7.4'], bench: ['7.4'], nist: ['4.1.4'], seed: ['§6.1', '§6.3'] },
  evaluate(facts, { credentials_label }, now): HostOutcome {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const { services, swarm } = facts;
    const what = { en: 'What the services of the swarm are', zh: 'Swarm 的服务' };
    if (services === null && swarm.isManager === false) return swarmUnknown(facts, what);
    if (services === null) return { faults: [], undecided: notTold(facts, what, ['swarm-services']) };
    const faults = [...literalFaults(services, now), ...missingFaults(facts, services, credentials_label)];
    return { faults, undecided: openSecrets(facts, services, credentials_label) };
  },
  examples: {
    good: [
      {
        name: 'a secret that is attached',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          'swarm-services': aService({ Env: ['DB_PASSWORD_FILE=/run/secrets/db'] }),
          'swarm-secrets': '[{ "ID": "s1" }]',
        }),
      },
    ],
    bad: [
      {
        name: 'a password in the environment',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          'swarm-services': aService({ Env: ['DB_PASSWORD=correct-horse-battery'] }),
        }),
      },
      {
        name: 'no secret for a service that needs one',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          'swarm-services': aService({ Labels: { 'hardening.credentials': 'db' } }),
          'swarm-secrets': '[]',
        }),
      },
    ],
  },
});

/** Secrets in the environment of services, as `secret-env-literal` finds them. */
function literalFaults(services: WorkloadDocumentFacts, now: Date): HostFault[] {
  const parameters = secretEnvLiteralCheck.parameters.parse({});
  const subject = { facts: services, workloads: services.workloads };
  const outcome = secretEnvLiteralCheck.evaluate(subject, parameters, now);
  if (outcome.result !== 'fail') return [];
  return outcome.violations.map(({ element, message, severity, evidence }) => ({
    element,
    message,
    ...(severity && { severity }),
    fact: 'swarm.services.environment',
    value: evidence?.[0]?.value ?? '',
    part: 'swarm-services',
  }));
}

function missingFaults(facts: HostFacts, services: WorkloadDocumentFacts, label: string): HostFault[] {
  if (facts.swarm.secretCount !== 0) return [];
  return needing(services, label).map((name) => ({
    element: name,
    fact: 'swarm.secretCount',
    value: '0',
    part: 'swarm-secrets',
    message: {
      en: `${name} needs credentials, as its label says, and the swarm has no secret.`,
      zh: `服务 ${name} 的标签表明需要凭据，但 Swarm 中没有任何 Secret。`,
    },
  }));
}

/** Null: nothing. */
function openSecrets(
  facts: HostFacts,
  services: WorkloadDocumentFacts,
  label: string,
): HostOutcome['undecided'] {
  const hidden = services.workloads.filter(({ environment }) => environment === null);
  if (hidden.length > 0) {
    const names = hidden.map(({ origin }) => origin.name).join(', ');
    return {
      en: `The environment is not known of ${names}.`,
      zh: `以下服务的环境变量未知：${names}。`,
    };
  }
  if (facts.swarm.secretCount !== null || needing(services, label).length === 0) return null;
  return notTold(facts, { en: 'Whether the swarm has secrets', zh: 'Swarm 是否有 Secret' }, [
    'swarm-secrets',
  ]);
}

function needing({ workloads }: WorkloadDocumentFacts, label: string): string[] {
  return workloads.flatMap(({ labels, origin }) => (Object.hasOwn(labels, label) ? [origin.name] : []));
}
