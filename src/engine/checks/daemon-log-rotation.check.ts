import { z } from 'zod';
import { localDrivers } from './daemon-log.js';
import { settingEdits, settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed } from './host-check.js';

const usual: Readonly<Record<string, string>> = { 'max-size': '10m', 'max-file': '3' };

export const daemonLogRotationCheck = hostCheck({
  id: 'daemon-log-rotation',
  title: { en: 'Local logs not rotated', zh: '本地日志未轮转' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Set max-size and max-file.', zh: '设置 max-size 与 max-file。' },
  references: { seed: ['§8.3'] },
  fixSafety: 'safe',
  evaluate(facts) {
    const { logDriver, logOptions } = facts.daemon.settings;
    if (logDriver === null) return settingUnknown(facts, 'logDriver');
    const driver = logDriver.value;
    if (!localDrivers.has(driver) || driver === 'none')
      return hostNotApplicable(
        `The log driver ${driver} writes no files.`,
        `日志驱动 ${driver} 不写入文件。`,
      );
    if (driver === 'local') return hostPassed;
    if (logOptions === null) return settingUnknown(facts, 'logOptions');
    const missing = Object.keys(usual).filter((name) => !isSet(logOptions.value[name]));
    return {
      faults: missing.map((name) => ({
        ...settingFault(facts, 'logOptions', {
          element: name,
          value: logOptions.value[name] ?? 'not set',
          message: {
            en: `Logs of containers are not bounded: ${name} is not set.`,
            zh: `容器日志没有上限：未设置 ${name}。`,
          },
        }),
        fix: settingEdits(facts, `log-opts/${name}`, usual[name]!),
      })),
    };
  },
  examples: {
    good: [
      { name: 'bounded', input: 'host', text: '{ "log-opts": { "max-size": "10m", "max-file": "3" } }' },
      { name: 'the driver local', input: 'host', text: '{ "log-driver": "local" }' },
      { name: 'sent away', input: 'host', text: anInfo({ LoggingDriver: 'journald' }) },
    ],
    bad: [
      { name: 'not bounded', input: 'host', text: '{}' },
      {
        name: 'without end',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo(), 'daemon-arguments': 'dockerd\n--log-opt\nmax-size=-1' }),
      },
    ],
  },
});

/** `-1` is no bound. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '-1';
}
