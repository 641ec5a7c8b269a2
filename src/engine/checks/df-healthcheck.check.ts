import { z } from 'zod';
import { defineCheck } from './check.js';
import { finalStage, imageStages, judged } from './dockerfile/dockerfile-check.js';

export const dfHealthcheckCheck = defineCheck({
  id: 'df-healthcheck',
  title: { en: 'No HEALTHCHECK instruction', zh: '未定义 HEALTHCHECK' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Add HEALTHCHECK with a command that exists in the image.',
    zh: '添加 HEALTHCHECK，其命令须存在于镜像中。',
  },
  references: { cis: ['4.6'], trivy: ['DS-0026'], hadolint: ['DL3057'], dockle: ['CIS-DI-0006'] },
  evaluate({ facts }) {
    const stage = finalStage(facts);
    const last = imageStages(facts)
      .flatMap(({ healthchecks }) => healthchecks)
      .at(-1);
    if (!stage || (last && !last.isNone)) return judged(facts, 'instructions', []);
    const message = last
      ? { en: 'HEALTHCHECK NONE turns health checks off.', zh: 'HEALTHCHECK NONE 关闭了健康检查。' }
      : { en: 'The final stage has no HEALTHCHECK.', zh: '最终阶段没有 HEALTHCHECK。' };
    const text = last ? 'HEALTHCHECK NONE' : `FROM ${stage.from.raw}`;
    const line = last?.line ?? stage.line;
    return judged(facts, 'instructions', [{ element: '', line, message, text, fact: 'stages.healthchecks' }]);
  },
  examples: {
    good: [{ name: 'one', input: 'dockerfile', text: 'FROM a:1\nHEALTHCHECK CMD ["/app", "--health"]\n' }],
    bad: [
      { name: 'none', input: 'dockerfile', text: 'FROM a:1\n' },
      {
        name: 'turned off',
        input: 'dockerfile',
        text: 'FROM a:1 AS b\nHEALTHCHECK CMD x\nFROM b\nHEALTHCHECK NONE\n',
      },
    ],
  },
});
