import { z } from 'zod';
import { composeCheck, removeIn, setIn } from './compose-check.js';

const text = [
  'services:',
  '  db:',
  '    image: postgres:17',
  '    secrets: [db_password]',
  'secrets:',
  '  db_password:',
  '    external: true # of the swarm',
  '',
].join('\n');

export const composeExternalSecretCheck = composeCheck({
  id: 'compose-external-secret',
  title: { en: 'External secret outside swarm', zh: '非 Swarm 环境使用 external secret' },
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Use a file or environment source with docker compose, or deploy as a stack.',
    zh: '使用 docker compose 时改用 file 或 environment 来源，或以 stack 方式部署。',
  },
  references: { seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The file must be made under ./secrets before the project starts.',
    zh: '须在项目启动前于 ./secrets 下创建该文件。',
  },
  evaluate({ secrets, target }) {
    const external = secrets.filter(({ source }) => source === 'external');
    if (external.length === 0 || target === 'swarm-stack') return { faults: [] };
    if (target === null) return { faults: [], undecided: notStated };
    return {
      faults: external.map(({ name, place }) => ({
        element: `secret ${name}`,
        place,
        fact: `compose.secrets.${name}`,
        value: 'external',
        message: {
          en: `The secret ${name} is external: docker compose refuses it, only a swarm has such secrets.`,
          zh: `secret ${name} 为 external：docker compose 不支持，仅 Swarm 提供此类 secret。`,
        },
        fix: [removeIn(place, '/external'), setIn(place, '/file', `./secrets/${name}.txt`)],
      })),
    };
  },
  examples: {
    good: [
      { name: 'a stack', input: 'compose', text, composeTarget: 'swarm-stack' },
      {
        name: 'a file',
        input: 'compose',
        text: text.replace('external: true # of the swarm', 'file: ./db_password.txt'),
        composeTarget: 'compose',
      },
    ],
    bad: [{ name: 'docker compose', input: 'compose', text, composeTarget: 'compose' }],
  },
});

const notStated = {
  en: 'It has external secrets, and whether it is deployed with docker compose or as a stack is not stated.',
  zh: '存在 external secret，但未说明使用 docker compose 还是 stack 部署。',
};
