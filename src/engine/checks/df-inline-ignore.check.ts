import { z } from 'zod';
import { defineCheck } from './check.js';
import { judged } from './dockerfile/dockerfile-check.js';

export const dfInlineIgnoreCheck = defineCheck({
  id: 'df-inline-ignore',
  title: { en: 'Inline rule suppression without reason', zh: '存在无理由的忽略注释' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Add a reason behind the rules, or ask for an exemption instead.',
    zh: '在规则之后写明理由，或改为申请豁免。',
  },
  references: { hadolint: ['DL1001'] },
  evaluate({ facts }) {
    const offences = facts.inlineIgnores
      .filter(({ reason }) => reason === null)
      .map(({ tool, rules, line }) => {
        const names = rules.join(', ');
        return {
          element: `${tool} ${names}`,
          line,
          text: `${tool}: ${names}`,
          fact: 'inline_ignores',
          message: {
            en: `A comment silences ${names} of ${tool} and gives no reason.`,
            zh: `注释忽略了 ${tool} 的 ${names}，但未说明理由。`,
          },
        };
      });
    return judged(facts, 'instructions', offences);
  },
  examples: {
    good: [
      {
        name: 'a reason',
        input: 'dockerfile',
        text: 'FROM a:1\n# hadolint ignore=DL3008 -- a rebuild takes the newest\nRUN x\n',
      },
    ],
    bad: [{ name: 'none', input: 'dockerfile', text: 'FROM a:1\n# hadolint ignore=DL3003,DL3008\nRUN x\n' }],
  },
});
