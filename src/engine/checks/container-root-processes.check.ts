import { z } from 'zod';
import {
  isRunning,
  notCollected,
  notRunning,
  processesNotCollected,
  programOf,
  stateOf,
} from './container-state.js';
import { aContainer, top } from './example-container.js';
import { decided, workloadCheck } from './workload-check.js';

/** Counts by the user ids of the host: those of a container whose users are remapped are none of root's. */
export const containerRootProcessesCheck = workloadCheck({
  id: 'container-root-processes',
  title: { en: 'Processes running as root in the container', zh: '容器内存在 root 进程' },
  area: 'container',
  inputs: ['container'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    max_root_processes: z.int().min(0).default(0).describe('So many are allowed.'),
    init_allow: z
      .array(z.string())
      .default(['tini', 'docker-init', 'dumb-init', 's6-svscan'])
      .describe('Programs that do not count.'),
  }),
  remediation: {
    en: 'Run as an unprivileged user, or remap the users of containers.',
    zh: '以非特权用户运行，或启用用户命名空间重映射。',
  },
  references: { cis: ['4.1'], nist: ['4.4.3'], seed: ['§8.2'] },
  evaluate(_workload, { max_root_processes, init_allow }, context) {
    const state = stateOf(context);
    if (!state) return notCollected;
    if (isRunning(state) === false) return notRunning;
    if (state.processes === null) return processesNotCollected;
    const counted = state.processes.filter(({ command }) => !init_allow.includes(programOf(command)));
    const ofRoot = counted.filter(({ hostUid }) => hostUid === 0);
    if (ofRoot.length <= max_root_processes) {
      const hidden = counted.filter(({ hostUid }) => hostUid === null).length;
      if (ofRoot.length + hidden <= max_root_processes) return decided([]);
      return decided([], {
        en: `Whose ${hidden} of its processes are is not known by number.`,
        zh: `有 ${hidden} 个进程的用户编号未知。`,
      });
    }
    const programs = [...new Set(ofRoot.map(({ command }) => programOf(command)))].slice(0, 5).join(', ');
    return decided([
      {
        fact: 'processes',
        value: programs,
        message: {
          en: `${ofRoot.length} of its processes run as the host's root (${programs}); ${max_root_processes} may.`,
          zh: `有 ${ofRoot.length} 个进程以宿主机 root 身份运行（${programs}），上限为 ${max_root_processes}。`,
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'an ordinary user', input: 'container', text: aContainer({ Top: top(['1000', 7, '/app']) }) },
      {
        name: 'an init',
        input: 'container',
        text: aContainer({ Top: top(['root', 7, '/sbin/docker-init -- /app'], ['1000', 8, '/app']) }),
      },
    ],
    bad: [{ name: 'root', input: 'container', text: aContainer({ Top: top(['root', 7, '/app']) }) }],
  },
});
