import { z } from 'zod';
import { notCollected, stateOf } from './container-state.js';
import { aContainer } from './example-container.js';
import { decided, workloadCheck, type Fault } from './workload-check.js';

export const containerHealthCheck = workloadCheck({
  id: 'container-health',
  title: { en: 'Container unhealthy, OOM-killed or restart looping', zh: '容器不健康或频繁重启' },
  area: 'container',
  inputs: ['container'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    max_restarts: z.int().min(0).default(5).describe('Restarts by the engine that are allowed.'),
  }),
  remediation: { en: 'Look at its logs and limits.', zh: '检查其日志与资源限制。' },
  references: { cis: ['5.27', '5.15'], seed: ['§8.2'] },
  evaluate(_workload, { max_restarts }, context) {
    const state = stateOf(context);
    if (!state) return notCollected;
    const { health, restartCount, isOomKilled } = state;
    const faults: Fault[] = [];
    if (health === 'unhealthy')
      faults.push({
        element: 'health',
        fact: 'state.health',
        value: health,
        message: { en: 'Its health check fails.', zh: '健康检查失败。' },
      });
    if (isOomKilled === true)
      faults.push({
        element: 'memory',
        fact: 'state.oom_killed',
        value: 'true',
        message: { en: 'It was killed for want of memory.', zh: '曾因内存不足被终止。' },
      });
    if (restartCount !== null && restartCount > max_restarts)
      faults.push({
        element: 'restarts',
        fact: 'state.restart_count',
        value: String(restartCount),
        message: {
          en: `It was restarted ${restartCount} times; ${max_restarts} are allowed.`,
          zh: `已重启 ${restartCount} 次，上限为 ${max_restarts} 次。`,
        },
      });
    const isKnown = health !== null && isOomKilled !== null && restartCount !== null;
    return decided(
      faults,
      isKnown
        ? null
        : { en: 'Its health, restarts or end are not known.', zh: '其健康、重启或终止状态未知。' },
    );
  },
  examples: {
    good: [{ name: 'running', input: 'container', text: aContainer() }],
    bad: [
      {
        name: 'unhealthy',
        input: 'container',
        text: aContainer({ State: { Status: 'running', OOMKilled: false, Health: { Status: 'unhealthy' } } }),
      },
      { name: 'restarting', input: 'container', text: aContainer({ RestartCount: 6 }) },
      {
        name: 'killed',
        input: 'container',
        text: aContainer({ State: { Status: 'exited', OOMKilled: true } }),
      },
    ],
  },
});
