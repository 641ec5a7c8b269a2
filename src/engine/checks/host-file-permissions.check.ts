import { z } from 'zod';
import { exampleFiles } from './example-host-files.js';
import { aBundle } from './example-host.js';
import { hostCheck } from './host-check.js';
import { octal, ofFileTargets } from './host-files.js';

export const hostFilePermissionsCheck = hostCheck({
  id: 'host-file-permissions',
  title: { en: 'Docker file mode too open', zh: 'Docker 文件权限过宽' },
  area: 'host',
  parts: ['files'],
  severity: 'high',
  parameters: z.object({
    skip: z.array(z.string()).default([]).describe('Targets that do not count: tls-key, docker-sock.'),
  }),
  remediation: {
    en: 'Take the bits beyond the most that may be (chmod).',
    zh: '使用 chmod 收紧到上限或更严格。',
  },
  references: {
    cis: ['3.2', '3.4', '3.6', '3.8', '3.10', '3.12', '3.14', '3.16', '3.18', '3.20', '3.21', '3.24'],
    bench: ['3.2', '3.4', '3.6', '3.8', '3.10', '3.12', '3.14', '3.16', '3.18', '3.20', '3.21', '3.24'],
    nist: ['4.5.4'],
  },
  evaluate(facts, { skip }) {
    return ofFileTargets(facts, {
      aspect: 'mode',
      skip,
      faultOf({ id, mostMode }, path, { mode }) {
        if ((mode & ~mostMode) === 0) return null;
        const most = octal(mostMode);
        return {
          element: `${id} ${path}`,
          fact: 'host.files',
          value: octal(mode),
          message: {
            en: `${path} has the mode ${octal(mode)}, and ${most} at most is right: chmod ${most} ${path}`,
            zh: `${path} 的权限为 ${octal(mode)}，上限为 ${most}：chmod ${most} ${path}`,
          },
        };
      },
    });
  },
  examples: {
    good: [
      {
        name: 'tight',
        input: 'host',
        text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd', files: exampleFiles() }),
      },
    ],
    bad: [
      {
        name: 'a socket for everybody',
        input: 'host',
        text: aBundle({ files: exampleFiles('666 0 998 root docker socket /run/docker.sock') }),
      },
    ],
  },
});
