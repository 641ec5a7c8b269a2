import { z } from 'zod';
import { aBundle } from './example-host.js';
import { hostCheck, hostPassed, hostUndecided, hostUnknown, type HostFault } from './host-check.js';
import { parseInstant } from './instants.js';

const millisecondsPerMinute = 60_000;

export const hostRuntimeSensorCheck = hostCheck({
  id: 'host-runtime-sensor',
  title: { en: 'Runtime sensor not running', zh: '未部署运行时监控' },
  area: 'host',
  parts: ['sensors'],
  severity: 'medium',
  parameters: z.object({
    max_silence_minutes: z
      .number()
      .min(0)
      .default(10)
      .describe('So long before the host was looked at it may have written last.'),
  }),
  remediation: {
    en: 'Run Falco on the host, and let it write metrics as its heartbeat (metrics.output_file).',
    zh: '在主机上运行 Falco，并启用指标输出作为心跳（metrics.output_file）。',
  },
  references: { nist: ['4.4.5'], seed: ['§8.2', '§9.1', '§9.3'] },
  evaluate(facts, { max_silence_minutes }) {
    const { sensor } = facts.machine;
    const isRunning = sensor?.isRunning ?? null;
    if (sensor === null || isRunning === null)
      return hostUnknown(facts, { en: 'Whether a sensor runs', zh: '监控是否运行' }, 'sensors');
    if (!isRunning) return { faults: [notRunning(sensor.isInstalled === true)] };
    const [last, looked] = [parseInstant(sensor.lastActivity), parseInstant(facts.collectedAt)];
    if (last === null || looked === null)
      return hostUndecided({
        en: 'Falco runs; when it wrote something last is not known.',
        zh: 'Falco 正在运行；最近一次输出时间未知。',
      });
    const minutes = Math.floor((looked - last) / millisecondsPerMinute);
    if (minutes <= max_silence_minutes) return hostPassed;
    const message = {
      en: `Falco runs, and has written nothing for ${minutes} minutes.`,
      zh: `Falco 正在运行，但已有 ${minutes} 分钟没有输出。`,
    };
    const value = sensor.lastActivity ?? '';
    return { faults: [{ element: '', fact: 'host.sensor.lastActivity', value, message, part: 'sensors' }] };
  },
  examples: {
    good: [
      {
        name: 'it wrote a minute ago',
        input: 'host',
        text: aBundle({
          sensors: `falco-installed = true\nfalco-running = true\nfalco-activity = ${Date.UTC(2026, 4, 31, 23, 59) / 1_000}`,
        }),
      },
    ],
    bad: [
      {
        name: 'none',
        input: 'host',
        text: aBundle({ sensors: 'falco-installed = false\nfalco-running = false' }),
      },
    ],
  },
});

function notRunning(isInstalled: boolean): HostFault {
  const message = isInstalled
    ? { en: 'Falco is installed and does not run.', zh: 'Falco 已安装但未运行。' }
    : {
        en: 'Nothing watches what containers do: Falco does not run.',
        zh: '没有监控容器行为：Falco 未运行。',
      };
  return { element: '', fact: 'host.sensor.isRunning', value: 'false', message, part: 'sensors' };
}
