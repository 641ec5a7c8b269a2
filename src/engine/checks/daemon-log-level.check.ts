import { z } from 'zod';
import { settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, type HostFault } from './host-check.js';

export const daemonLogLevelCheck = hostCheck({
  id: 'daemon-log-level',
  title: { en: 'Log level is not info', zh: '日志级别不是 info' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Use the level info.', zh: '使用 info 级别。' },
  references: { cis: ['2.3'], bench: ['2.3'] },
  fixSafety: 'safe',
  evaluate(facts) {
    const { logLevel, debug } = facts.daemon.settings;
    const faults: HostFault[] = [];
    if (logLevel && logLevel.value !== 'info') {
      const message = {
        en: `The daemon logs at the level ${logLevel.value}.`,
        zh: `守护进程的日志级别为 ${logLevel.value}。`,
      };
      faults.push(settingFault(facts, 'logLevel', { message, to: 'info' }));
    }
    if (debug?.value === true) {
      const message = { en: 'The daemon runs in debug mode.', zh: '守护进程以调试模式运行。' };
      faults.push(settingFault(facts, 'debug', { message, to: null }));
    }
    const isKnown = logLevel !== null && debug !== null;
    return { faults, undecided: isKnown ? null : settingNotTold(facts, 'logLevel', 'debug') };
  },
  examples: {
    good: [{ name: 'info', input: 'host', text: '{ "log-level": "info" }' }],
    bad: [
      { name: 'debug', input: 'host', text: '{ "log-level": "debug" }' },
      { name: 'debug mode', input: 'host', text: aBundle({ 'docker-info': anInfo({ Debug: true }) }) },
    ],
  },
});
