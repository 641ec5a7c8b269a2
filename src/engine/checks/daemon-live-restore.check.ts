import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed, hostUnknown } from './host-check.js';

export const daemonLiveRestoreCheck = hostCheck({
  id: 'daemon-live-restore',
  title: { en: 'Live restore off', zh: '未启用 live-restore' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Set live-restore, so that updates of the daemon do not stop containers.',
    zh: '启用 live-restore，更新守护进程时不会停止容器。',
  },
  references: { cis: ['2.15'], bench: ['2.15'] },
  fixSafety: 'safe',
  evaluate(facts) {
    const { state } = facts.swarm;
    if (state === 'active' || state === 'locked')
      return hostNotApplicable('A node of a swarm cannot have it.', 'Swarm 节点不支持该功能。');
    const { liveRestore } = facts.daemon.settings;
    if (liveRestore === null) return settingUnknown(facts, 'liveRestore');
    if (liveRestore.value) return hostPassed;
    if (state === null && facts.format === 'bundle')
      return hostUnknown(
        facts,
        { en: 'Whether it is a node of a swarm', zh: '是否为 Swarm 节点' },
        'docker-info',
      );
    const message = {
      en: 'Containers stop whenever the daemon does.',
      zh: '守护进程停止时容器也会停止。',
    };
    return { faults: [settingFault(facts, 'liveRestore', { message, to: true })] };
  },
  examples: {
    good: [
      { name: 'on', input: 'host', text: '{ "live-restore": true }' },
      {
        name: 'a swarm',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ Swarm: { LocalNodeState: 'active' } }) }),
      },
    ],
    bad: [
      { name: 'not set', input: 'host', text: '{}' },
      { name: 'off', input: 'host', text: anInfo() },
    ],
  },
});
