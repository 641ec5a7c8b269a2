import { z } from 'zod';
import { defineCheck } from './check.js';
import { commandText, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { isTurnedOffBy, turnsOff } from './dockerfile/unverified-packages.js';

const deprecated = 'apt-key add';

function offence(pattern: string, written: string, line: number): Offence {
  const text = shown(written);
  const isKey = pattern === deprecated;
  return {
    element: `${pattern}: ${shown(written, 150)}`,
    line,
    text,
    fact: 'stages.commands',
    ...(isKey ? { severity: 'low' as const } : {}),
    message: isKey
      ? {
          en: `${text} lets a key sign for every repository; apt-key is deprecated in favour of keyrings and signed-by.`,
          zh: `${text} 使该密钥可为所有软件源签名；apt-key 已弃用，应改用 keyring 和 signed-by。`,
        }
      : {
          en: `${text} turns off the check of where packages come from (${pattern}).`,
          zh: `${text} 关闭了对软件包来源的校验（${pattern}）。`,
        },
  };
}

export const dfPackagesUnverifiedCheck = defineCheck({
  id: 'df-packages-unverified',
  title: { en: 'Package signature checks turned off', zh: '关闭了软件包签名校验' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'high',
  parameters: z.object({
    patterns: z
      .array(z.string().min(1).max(128))
      .max(100)
      .default([
        ...['--allow-unauthenticated', '--force-yes', 'trusted=yes', '--allow-untrusted', '--nogpgcheck'],
        ...[
          '--no-gpg-checks',
          'pip --trusted-host',
          'npm strict-ssl false',
          'NODE_TLS_REJECT_UNAUTHORIZED=0',
        ],
        ...['GIT_SSL_NO_VERIFY', 'gem http source', 'apt-key add'],
      ])
      .describe('What turns checks off: the words above, or any word of a command.'),
  }),
  remediation: {
    en: 'Install the repository key as a keyring and keep verification on.',
    zh: '将软件源密钥安装为 keyring，并保持校验开启。',
  },
  references: { cis: ['4.11'], bench: ['4.11'], nist: ['4.1.5'], seed: ['§4.3', '§8.2'] },
  evaluate({ facts }, { patterns }) {
    const offences = facts.stages.flatMap(({ commands, variables }) => [
      ...variables.flatMap(({ name, preview, line, instruction }) =>
        patterns
          .filter((pattern) => isTurnedOffBy(pattern, name, preview))
          .map((pattern) => offence(pattern, `${instruction} ${name}=${preview}`, line)),
      ),
      ...commands.flatMap((command) =>
        patterns
          .filter((pattern) => turnsOff(pattern, command))
          .map((pattern) => {
            const words = command.assignments.map(({ name, preview }) => `${name}=${preview}`);
            return offence(pattern, [...words, commandText(command)].join(' '), command.line);
          }),
      ),
    ]);
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'a keyring',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN echo "deb [signed-by=/k.gpg] https://h x main" > /etc/apt/sources.list.d/x.list && apt-get install -y x\n',
      },
    ],
    bad: [
      {
        name: 'unauthenticated packages',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apt-get install -y --allow-unauthenticated x\n',
      },
      {
        name: 'a trusted repository',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN echo "deb [trusted=yes] http://h x main" > /etc/apt/sources.list\n',
      },
      { name: 'no TLS', input: 'dockerfile', text: 'FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
    ],
  },
});
