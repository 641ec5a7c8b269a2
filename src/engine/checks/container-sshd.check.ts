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

const servers = new Set(['sshd', 'dropbear', 'sshd-session', 'sshd-auth']);

export const containerSshdCheck = workloadCheck({
  id: 'container-sshd',
  title: { en: 'SSH daemon running in the container', zh: '容器内运行 sshd' },
  area: 'container',
  inputs: ['container'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Remove it and use docker exec.', zh: '移除 sshd，改用 docker exec。' },
  references: { cis: ['5.7'], bench: ['5.7'] },
  evaluate(_workload, _parameters, context) {
    const state = stateOf(context);
    if (!state) return notCollected;
    if (isRunning(state) === false) return notRunning;
    if (state.processes === null) return processesNotCollected;
    return decided(
      state.processes
        .filter(({ command }) => servers.has(programOf(command)))
        .map(({ pid, command }) => ({
          element: programOf(command),
          fact: 'processes',
          value: `${pid} ${command.slice(0, 200)}`,
          message: {
            en: `An SSH server (${programOf(command)}) runs in it.`,
            zh: `容器内运行着 SSH 服务（${programOf(command)}）。`,
          },
        }))
        .filter(({ element }, index, all) => all.findIndex((other) => other.element === element) === index),
    );
  },
  examples: {
    good: [
      {
        name: 'one program',
        input: 'container',
        text: aContainer({ Top: top(['1000', 7, '/app --serve']) }),
      },
    ],
    bad: [
      {
        name: 'a server beside it',
        input: 'container',
        text: aContainer({ Top: top(['1000', 7, '/app'], ['root', 9, '/usr/sbin/sshd -D']) }),
      },
    ],
  },
});
