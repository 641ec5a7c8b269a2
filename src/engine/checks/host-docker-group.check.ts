import { z } from 'zod';
import { aBundle } from './example-host.js';
import { hostCheck, hostUnknown } from './host-check.js';

export const hostDockerGroupCheck = hostCheck({
  id: 'host-docker-group',
  title: { en: 'Untrusted members in the docker group', zh: 'docker 组成员不受信任' },
  area: 'host',
  parts: ['groups'],
  severity: 'medium',
  parameters: z.object({
    trusted: z.array(z.string()).default([]).describe('Accounts that may be in the group.'),
  }),
  remediation: {
    en: 'Remove the member; use rootless mode, or SSH with an audit.',
    zh: '移除该成员；使用 rootless 模式，或带审计的 SSH。',
  },
  references: { cis: ['1.1.2'], bench: ['1.1.2'], nist: ['4.5.4'] },
  evaluate(facts, { trusted }) {
    const { groups } = facts.machine;
    if (groups === null)
      return hostUnknown(facts, { en: 'Who is in the group docker', zh: 'docker 组的成员' }, 'groups');
    const members = groups.flatMap((group) => (group.name === 'docker' ? group.members : []));
    const faults = [...new Set(members)]
      .filter((member) => !trusted.includes(member))
      .map((member) => ({
        element: member,
        fact: 'host.groups',
        value: member,
        part: 'groups' as const,
        message: {
          en: `${member} is in the group docker, which is as good as root.`,
          zh: `${member} 属于 docker 组，等同于拥有 root 权限。`,
        },
      }));
    return { faults };
  },
  examples: {
    good: [
      { name: 'nobody', input: 'host', text: aBundle({ groups: 'root:x:0:\ndocker:x:998:\n' }) },
      {
        name: 'somebody trusted',
        input: 'host',
        text: aBundle({ groups: 'docker:x:998:deploy\n' }),
        parameters: { trusted: ['deploy'] },
      },
    ],
    bad: [{ name: 'somebody', input: 'host', text: aBundle({ groups: 'docker:x:998:alice,bob\n' }) }],
  },
});
