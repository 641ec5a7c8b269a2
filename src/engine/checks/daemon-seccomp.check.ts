import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostPassed, hostUndecided } from './host-check.js';

const builtin: ReadonlySet<string> = new Set(['', 'builtin', 'default']);

export const daemonSeccompCheck = hostCheck({
  id: 'daemon-seccomp',
  title: { en: 'Daemon-wide seccomp profile off', zh: '守护进程关闭 seccomp' },
  area: 'daemon',
  parts: [],
  severity: 'high',
  parameters: z.object({}),
  remediation: { en: 'Remove seccomp-profile unconfined.', zh: '删除 seccomp-profile 的 unconfined 设置。' },
  references: { cis: ['2.17'], bench: ['2.17'], nist: ['4.5.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Applications that make system calls which the profile blocks stop to work.',
    zh: '使用被配置拦截的系统调用的应用将失效。',
  },
  evaluate(facts) {
    const { settings, securityOptions } = facts.daemon;
    if (securityOptions && !securityOptions.some((option) => option.startsWith('name=seccomp'))) {
      const message = {
        en: 'The daemon confines no container by seccomp.',
        zh: '守护进程未以 seccomp 限制任何容器。',
      };
      const value = securityOptions.join(' ');
      return {
        faults: [{ element: '', fact: 'daemon.securityOptions', value, message, part: 'docker-info' }],
      };
    }
    const profile = settings.seccompProfile;
    if (profile === null) return settingUnknown(facts, 'seccompProfile');
    if (builtin.has(profile.value)) return hostPassed;
    if (profile.value !== 'unconfined')
      return hostUndecided({
        en: `What the seccomp profile ${profile.value} lets pass is not known: its text was not collected.`,
        zh: `seccomp 配置 ${profile.value} 放行的内容未知：未采集其内容。`,
      });
    const message = { en: 'Containers may make every system call.', zh: '容器可使用所有系统调用。' };
    return { faults: [settingFault(facts, 'seccompProfile', { message, to: null })] };
  },
  examples: {
    good: [
      { name: 'not set', input: 'host', text: '{}' },
      { name: 'in force', input: 'host', text: aBundle({ 'docker-info': anInfo() }) },
    ],
    bad: [
      { name: 'off', input: 'host', text: '{ "seccomp-profile": "unconfined" }' },
      {
        name: 'not in force',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ SecurityOptions: ['name=apparmor'] }) }),
      },
    ],
  },
});
