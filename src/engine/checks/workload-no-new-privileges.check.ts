import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, setFlag, set, append } from '../remediation/workload-fix.js';

const fix = {
  'run-command': [addFlag('--security-opt', 'no-new-privileges')],
  compose: [append('/security_opt', 'no-new-privileges:true')],
  kubernetes: [set('/securityContext/allowPrivilegeEscalation', false)],
};
const stated = {
  ...fix,
  'run-command': [setFlag('--security-opt', 'no-new-privileges', 'no-new-privileges:false')],
  compose: [set('', 'no-new-privileges:true', { fact: 'noNewPrivileges' })],
};

function fails(value: string, en: string, zh: string, mend?: Fault['fix']) {
  return decided([{ fact: 'noNewPrivileges', value, message: { en, zh }, ...(mend && { fix: mend }) }]);
}

function ofKubernetes({ noNewPrivileges, privileged, capabilities }: WorkloadFacts) {
  if (privileged === true || capabilities.add?.includes('SYS_ADMIN')) {
    return fails(
      'true',
      'Privileged containers and those with SYS_ADMIN can always gain privileges.',
      '特权容器及拥有 SYS_ADMIN 的容器总是可以提权。',
    );
  }
  if (noNewPrivileges === true) return passed;
  return fails(
    noNewPrivileges === null ? '' : 'true',
    'A process of it can gain privileges: allowPrivilegeEscalation is not false.',
    '进程可以提权：allowPrivilegeEscalation 不为 false。',
    fix,
  );
}

export const workloadNoNewPrivilegesCheck = workloadCheck({
  id: 'workload-no-new-privileges',
  title: { en: 'Privilege gain through setuid is possible', zh: '未禁止权限提升' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    assume_engine_defaults: z
      .boolean()
      .default(true)
      .describe('What nobody states counts as the engine does it: not set.'),
  }),
  remediation: {
    en: 'Turn on no-new-privileges for the container or as daemon default.',
    zh: '为容器或在守护进程默认配置中启用 no-new-privileges。',
  },
  references: {
    cis: ['5.26'],
    bench: ['5.26'],
    trivy: ['KSV-0001'],
    pss: ['restricted:allowPrivilegeEscalation'],
    nist: ['4.4.3'],
    seed: ['§2.1', '§5.2', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'Programs that become another user when they start (sudo, su, ping with setuid) fail.',
    zh: '启动时切换用户的程序（sudo、su、setuid 的 ping）将失败。',
  },
  evaluate(workload, { assume_engine_defaults }) {
    const { noNewPrivileges, unresolved } = workload;
    if (workload.origin.input === 'kubernetes') return ofKubernetes(workload);
    if (noNewPrivileges === true) return passed;
    if (noNewPrivileges === false)
      return fails(
        'false',
        'It allows new privileges: a setuid program can make its process root.',
        '允许提升权限：setuid 程序可使进程变为 root。',
        stated,
      );
    if (unresolved.includes('noNewPrivileges'))
      return unknown(
        'Whether no-new-privileges is set is not known: a variable is not resolved.',
        '变量未解析，无法判断是否设置 no-new-privileges。',
        'noNewPrivileges',
      );
    if (assume_engine_defaults) {
      return fails(
        '',
        'It does not set no-new-privileges: a setuid program can make its process root.',
        '未设置 no-new-privileges：setuid 程序可使进程变为 root。',
        fix,
      );
    }
    return unknown(
      'It does not set no-new-privileges, and the daemon is not known.',
      '未设置 no-new-privileges，且守护进程配置未知。',
      'noNewPrivileges',
    );
  },
  examples: {
    good: [
      { name: 'set', input: 'run-command', text: 'docker run --security-opt=no-new-privileges nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: { allowPrivilegeEscalation: false }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - no-new-privileges:true',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'not set', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'switched off',
        input: 'run-command',
        text: 'docker run --security-opt no-new-privileges:false nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt: [seccomp=unconfined]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service that switches it off',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - no-new-privileges:false # for sudo',
          '',
        ].join('\n'),
      },
    ],
  },
});
