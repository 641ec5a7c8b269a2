import { z } from 'zod';
import { isRootless, rootlessUnknown, settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed, hostUnknown } from './host-check.js';

export const daemonUsernsRemapCheck = hostCheck({
  id: 'daemon-userns-remap',
  title: { en: 'User-namespace remap off', zh: '未启用用户命名空间映射' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Set userns-remap to default and restart; images and containers that are there move out of sight, into another store.',
    zh: '将 userns-remap 设为 default 并重启；现有镜像与容器位于另一存储，将不可见。',
  },
  references: { cis: ['2.9'], bench: ['2.9'], nist: ['4.4.3', '4.5.2'], seed: ['§3.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Images and containers that are there are not seen any more, and volumes need other owners.',
    zh: '现有镜像与容器将不可见，卷的属主也需调整。',
  },
  evaluate(facts) {
    const rootless = isRootless(facts);
    if (rootless === true) return hostNotApplicable('The daemon is rootless.', '守护进程为 rootless 模式。');
    const { settings, securityOptions } = facts.daemon;
    const running = securityOptions?.some((option) => option.split(',')[0] === 'name=userns') ?? null;
    const isOn = running ?? (settings.usernsRemap && settings.usernsRemap.value !== '');
    if (isOn === null) return settingUnknown(facts, 'usernsRemap');
    if (isOn) return hostPassed;
    if (rootless === null) return hostUnknown(facts, rootlessUnknown, 'docker-info', 'dockerd-status');
    const message = {
      en: "Root in a container is the host's root.",
      zh: '容器中的 root 即宿主机的 root。',
    };
    return { faults: [settingFault(facts, 'usernsRemap', { message, value: 'off', to: 'default' })] };
  },
  examples: {
    good: [
      { name: 'set', input: 'host', text: '{ "userns-remap": "default" }' },
      {
        name: 'in force',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ SecurityOptions: ['name=userns'] }) }),
      },
      { name: 'rootless', input: 'host', text: anInfo({ SecurityOptions: ['name=rootless'] }) },
    ],
    bad: [
      { name: 'not set', input: 'host', text: '{}' },
      { name: 'not in force', input: 'host', text: aBundle({ 'docker-info': anInfo() }) },
    ],
  },
});
