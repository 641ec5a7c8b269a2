import { z } from 'zod';
import { isLocal } from './daemon-listeners.js';
import { settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, type HostFault } from './host-check.js';

export const daemonExperimentalCheck = hostCheck({
  id: 'daemon-experimental',
  title: { en: 'Experimental features on', zh: '启用了实验特性' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Remove it; bind the metrics to the loopback.',
    zh: '关闭实验特性；将指标地址绑定到回环地址。',
  },
  references: { cis: ['2.18'], bench: ['2.18'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What needs the experimental features, or reads the metrics from outside, stops to work.',
    zh: '依赖实验特性或从外部读取指标的功能将失效。',
  },
  evaluate(facts) {
    const { experimental, metricsAddress } = facts.daemon.settings;
    const faults: HostFault[] = [];
    if (experimental?.value === true) {
      const message = { en: 'The daemon has experimental features on.', zh: '守护进程启用了实验特性。' };
      faults.push(settingFault(facts, 'experimental', { message, to: null }));
    }
    if (metricsAddress && metricsAddress.value !== '' && !isLocal(metricsAddress.value)) {
      const address = metricsAddress.value;
      const message = {
        en: `Whoever reaches ${address} reads the daemon's metrics.`,
        zh: `任何能访问 ${address} 的人都可读取守护进程指标。`,
      };
      const to = `127.0.0.1:${/:(\d{1,5})$/.exec(address)?.[1] ?? '9323'}`;
      faults.push(settingFault(facts, 'metricsAddress', { message, severity: 'medium', to }));
    }
    const isKnown = experimental !== null && metricsAddress !== null;
    return { faults, undecided: isKnown ? null : settingNotTold(facts, 'experimental', 'metricsAddress') };
  },
  examples: {
    good: [{ name: 'metrics on the loopback', input: 'host', text: '{ "metrics-addr": "127.0.0.1:9323" }' }],
    bad: [
      { name: 'on', input: 'host', text: aBundle({ 'docker-info': anInfo({ ExperimentalBuild: true }) }) },
      { name: 'metrics for everybody', input: 'host', text: '{ "metrics-addr": "0.0.0.0:9323" }' },
    ],
  },
});
