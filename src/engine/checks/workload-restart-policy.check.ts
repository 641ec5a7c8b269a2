import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { type RelativeEdit, setFlag, set } from '../remediation/workload-fix.js';

/** `deploy.restart_policy` wins where it stands; a stack of a swarm knows nothing else. */
function restartOfService({ places }: WorkloadFacts, attempts: number, isSwarm: boolean): RelativeEdit[] {
  const deployed = '/deploy/restart_policy';
  const isDeployed = places['restart.policy']?.pointer.endsWith(deployed) ?? false;
  const policy = { condition: 'on-failure', max_attempts: attempts };
  if (isDeployed) return [set('', policy, { fact: 'restart.policy' })];
  return [isSwarm ? set(deployed, policy) : set('/restart', `on-failure:${attempts}`)];
}

export const workloadRestartPolicyCheck = workloadCheck({
  id: 'workload-restart-policy',
  title: { en: 'Unbounded restart policy', zh: '重启策略无上限' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    mode: z.enum(['cis', 'ops']).default('cis').describe('ops: always and unless-stopped are accepted.'),
    max_retries: z.int().min(1).default(5),
  }),
  remediation: {
    en: 'Use on-failure:5, or accept unless-stopped with alerts on restart loops.',
    zh: '使用 on-failure:5；或接受 unless-stopped 并对重启循环告警。',
  },
  references: { cis: ['5.15'], bench: ['5.15'], seed: ['§9.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'After five failures it stays down, and it does not come back by itself after the host starts.',
    zh: '失败五次后不再重启，宿主机重启后也不会自动恢复。',
  },
  evaluate(workload, { mode, max_retries }, { facts }) {
    const {
      restart: { policy, maxRetries },
      origin,
    } = workload;
    if (origin.input === 'swarm-service')
      return notApplicable('The orchestrator restarts it.', '由编排器负责重启。');
    if (policy === null)
      return unknown('Its restart policy is not known.', '重启策略未知。', 'restart.policy');
    const isEndless = policy === 'always' || policy === 'unless-stopped';
    if (policy === 'no' || (isEndless && mode === 'ops')) return passed;
    if (policy === 'on-failure' && maxRetries !== null && maxRetries >= 1 && maxRetries <= max_retries)
      return passed;
    const shown = policy === 'on-failure' && (maxRetries ?? 0) > 0 ? `on-failure:${maxRetries}` : policy;
    const to = `on-failure:${max_retries}`;
    return decided([
      {
        fact: 'restart.policy',
        value: shown,
        message: {
          en: `It is restarted ${isEndless || (maxRetries ?? 0) === 0 ? 'without end' : `${maxRetries} times, more than ${max_retries}`} (${shown}): a crash loop goes unnoticed.`,
          zh: `重启策略为 ${shown}，${isEndless || (maxRetries ?? 0) === 0 ? '没有上限' : `超过 ${max_retries} 次`}，崩溃循环难以察觉。`,
        },
        fix: {
          'run-command': [setFlag('--restart', to)],
          compose: restartOfService(workload, max_retries, facts.compose?.target === 'swarm-stack'),
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'never', input: 'run-command', text: 'docker run nginx:1.27' },
      { name: 'a few times', input: 'run-command', text: 'docker run --restart on-failure:5 nginx:1.27' },
      {
        name: 'operations take care',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    restart: unless-stopped', ''].join('\n'),
        parameters: { mode: 'ops' },
      },
    ],
    bad: [
      { name: 'always', input: 'run-command', text: 'docker run --restart=always nginx:1.27' },
      {
        name: 'on failure without end',
        input: 'run-command',
        text: 'docker run --restart on-failure nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    restart: unless-stopped', ''].join('\n'),
      },
      {
        name: 'a service, deployed',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    restart: "no"',
          '    deploy:',
          '      restart_policy:',
          '        condition: any',
          '',
        ].join('\n'),
      },
    ],
  },
});
