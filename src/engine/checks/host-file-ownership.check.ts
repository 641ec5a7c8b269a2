import { z } from 'zod';
import { aBundle } from './example-host.js';
import { hostCheck } from './host-check.js';
import { ofFileTargets } from './host-files.js';
import { exampleFiles } from './example-host-files.js';

export const hostFileOwnershipCheck = hostCheck({
  id: 'host-file-ownership',
  title: { en: 'Docker file owner or group wrong', zh: 'Docker 文件属主错误' },
  area: 'host',
  parts: ['files'],
  severity: 'high',
  parameters: z.object({
    skip: z.array(z.string()).default([]).describe('Targets that do not count: tls-key, docker-sock.'),
  }),
  remediation: {
    en: 'Give the file to the expected user and group (chown).',
    zh: '使用 chown 改为预期的属主与属组。',
  },
  references: {
    cis: ['3.1', '3.3', '3.5', '3.7', '3.9', '3.11', '3.13', '3.15', '3.17', '3.19', '3.22', '3.23'],
    bench: ['3.1', '3.3', '3.5', '3.7', '3.9', '3.11', '3.13', '3.15', '3.17', '3.19', '3.22', '3.23'],
    nist: ['4.5.4'],
  },
  evaluate(facts, { skip }) {
    return ofFileTargets(facts, {
      aspect: 'owner',
      skip,
      faultOf(target, path, { uid, user, group }) {
        const isOwned = target.user === 'root' ? uid === 0 : user === target.user;
        if (isOwned && group === target.group) return null;
        return {
          element: `${target.id} ${path}`,
          fact: 'host.files',
          value: `${user}:${group}`,
          message: {
            en: `${path} belongs to ${user}:${group} instead of ${target.user}:${target.group}: chown ${target.user}:${target.group} ${path}`,
            zh: `${path} 属于 ${user}:${group}，应为 ${target.user}:${target.group}：chown ${target.user}:${target.group} ${path}`,
          },
        };
      },
    });
  },
  examples: {
    good: [
      {
        name: 'all of root',
        input: 'host',
        text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd', files: exampleFiles() }),
      },
    ],
    bad: [
      {
        name: 'somebody else',
        input: 'host',
        text: aBundle({
          files: exampleFiles('644 1000 0 alice root regular file /etc/docker/daemon.json'),
        }),
      },
    ],
  },
});
