import { z } from 'zod';
import { defineCheck } from './check.js';
import { anImageSubject } from './example-facts.js';

const location = { path: 'config.healthcheck', layer: null, line: null };

const probed = {
  en: 'The policy says that the orchestrator probes.',
  zh: '策略声明由编排平台负责健康探测。',
};
const switchedOff = {
  en: 'The image switches its health check off (HEALTHCHECK NONE).',
  zh: '镜像关闭了健康检查（HEALTHCHECK NONE）。',
};
const undefinedCheck = { en: 'The image defines no health check.', zh: '镜像未定义健康检查。' };

/** An empty test inherits the base image's, which the config then has instead; on its own it is none. */
export const imageHealthcheckCheck = defineCheck({
  id: 'image-healthcheck',
  title: { en: 'Image has no HEALTHCHECK', zh: '镜像未定义 HEALTHCHECK' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    orchestrator_probes: z
      .boolean()
      .default(false)
      .describe('The orchestrator probes; images need no own check.'),
  }),
  remediation: {
    en: 'Add a HEALTHCHECK instruction to the Dockerfile, or let the orchestrator probe and set orchestrator_probes.',
    zh: '在 Dockerfile 中添加 HEALTHCHECK 指令；若由编排平台负责探测，请设置参数 orchestrator_probes。',
  },
  references: {
    cis: ['4.6'],
    bench: ['4.6'],
    trivy: ['DS-0026'],
    dockle: ['CIS-DI-0006'],
    hadolint: ['DL3057'],
  },
  evaluate({ facts }, parameters) {
    if (parameters.orchestrator_probes) {
      return { result: 'not_applicable', reason: probed };
    }
    const command = facts.config.healthcheck?.test[0];
    if (command !== undefined && command.toUpperCase() !== 'NONE') return { result: 'pass' };
    const isDisabled = command !== undefined;
    const message = isDisabled ? switchedOff : undefinedCheck;
    const evidence = [{ fact: 'config.healthcheck', value: isDisabled ? 'NONE' : 'not set' }];
    return { result: 'fail', violations: [{ element: '', message, location, evidence }] };
  },
  examples: {
    good: [
      {
        name: 'a command',
        subject: anImageSubject({
          config: { healthcheck: { test: ['CMD-SHELL', 'curl -f http://localhost/'] } },
        }),
      },
      {
        name: 'none, but the orchestrator probes',
        subject: anImageSubject({ config: { healthcheck: null } }),
        parameters: { orchestrator_probes: true },
      },
    ],
    bad: [
      { name: 'none', subject: anImageSubject({ config: { healthcheck: null } }) },
      { name: 'switched off', subject: anImageSubject({ config: { healthcheck: { test: ['NONE'] } } }) },
    ],
  },
});
