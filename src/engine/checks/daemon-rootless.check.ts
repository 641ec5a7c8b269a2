import { z } from 'zod';
import { rootlessUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostPassed, hostUnknown } from './host-check.js';

export const daemonRootlessCheck = hostCheck({
  id: 'daemon-rootless',
  title: { en: 'Daemon runs as root', zh: '守护进程以 root 运行' },
  area: 'daemon',
  parts: [],
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Consider rootless mode; else remap the users of containers.',
    zh: '考虑使用 rootless 模式，否则启用 userns-remap。',
  },
  references: { cis: ['2.1'], bench: ['2.1'], nist: ['4.5.4'], seed: ['§8.1'] },
  evaluate(facts) {
    const { isRootless, processUid } = facts.daemon;
    if (isRootless === true || (processUid !== null && processUid > 0)) return hostPassed;
    if (isRootless === null && processUid === null)
      return hostUnknown(facts, rootlessUnknown, 'docker-info', 'dockerd-status');
    const value = processUid === 0 ? 'uid 0' : 'not rootless';
    const message = { en: "The daemon runs as the host's root.", zh: '守护进程以宿主机 root 身份运行。' };
    return { faults: [{ element: '', fact: 'daemon.isRootless', value, message, part: 'docker-info' }] };
  },
  examples: {
    good: [
      {
        name: 'rootless',
        input: 'host',
        text: aBundle({
          'docker-info': anInfo({ SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless'] }),
        }),
      },
      { name: 'by its user', input: 'host', text: aBundle({ 'dockerd-status': 'rootless=true\nuid=1000' }) },
    ],
    bad: [
      { name: 'root', input: 'host', text: anInfo() },
      {
        name: 'by its user',
        input: 'host',
        text: aBundle({ 'dockerd-status': 'rootless=false\nuser=root' }),
      },
    ],
  },
});
