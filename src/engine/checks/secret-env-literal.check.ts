import { z } from 'zod';
import type { EnvironmentFact } from '../model/facts.js';
import { withheldPreview } from '../secrets/redaction.js';
import { defaultAllowedNames, defaultSecretNames, isSecretName } from '../secrets/secret-names.js';
import { defineCheck, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';

/** Shorter values under a secret name are switches and user names more often than secrets. */
const shortestSecret = 8;

const withheld = {
  value: null,
  preview: 'hu…(20 characters)',
  length: 20,
  valueClass: 'literal',
  detections: [],
} as const;

function violationOf(variable: EnvironmentFact, message: Text, severity?: 'critical'): Violation {
  const preview = variable.value === null ? variable.preview : withheldPreview(variable.value);
  return {
    element: variable.name,
    message,
    severity,
    location: { path: `config.environment.${variable.name}`, layer: null, line: null },
    evidence: [{ fact: `config.environment.${variable.name}`, value: preview }],
  };
}

/** Whether a value is a placeholder or a reference was decided when the image was read: the value itself is not kept. */
export const secretEnvLiteralCheck = defineCheck({
  id: 'secret-env-literal',
  title: { en: 'Secret in an environment variable', zh: '环境变量中包含明文敏感信息' },
  area: 'secrets',
  inputs: ['image'],
  severity: 'high',
  parameters: z.object({
    name_patterns: z
      .array(z.string().min(1).max(64))
      .max(100)
      .default([...defaultSecretNames])
      .describe('Words that make a name secret.'),
    allow_names: z
      .array(z.string().min(1).max(128))
      .max(100)
      .default([...defaultAllowedNames])
      .describe('Names that are no secret all the same; * stands for any characters.'),
  }),
  remediation: {
    en: 'Take the value out of the image, replace the secret with a new one, and let the application read it from a mounted file (NAME_FILE=/run/secrets/name).',
    zh: '从镜像中删除该值并更换此密钥，改为由应用从挂载的文件读取（NAME_FILE=/run/secrets/name）。',
  },
  references: {
    cis: ['4.10'],
    bench: ['4.10'],
    trivy: ['KSV-0109'],
    dockle: ['CIS-DI-0010'],
    nist: ['4.1.4'],
    seed: ['§6.1', '§6.2'],
  },
  evaluate({ facts }, parameters) {
    const violations: Violation[] = [];
    for (const variable of facts.config.environment) {
      const { name, detections, valueClass, length } = variable;
      if (detections.length > 0) {
        const what = [...detections].sort().join(', ');
        violations.push(
          violationOf(
            variable,
            {
              en: `The environment variable ${name} holds a secret of a known form (${what}).`,
              zh: `环境变量 ${name} 中含有已知格式的敏感信息（${what}）。`,
            },
            'critical',
          ),
        );
      } else if (
        valueClass === 'literal' &&
        length >= shortestSecret &&
        isSecretName(name, parameters.name_patterns, parameters.allow_names)
      ) {
        violations.push(
          violationOf(variable, {
            en: `The environment variable ${name} holds what its name calls a secret, ${length} characters in clear text.`,
            zh: `环境变量 ${name} 从名称看是敏感信息，其值以明文保存（${length} 个字符）。`,
          }),
        );
      }
    }
    return violations.length > 0 ? { result: 'fail', violations } : { result: 'pass' };
  },
  examples: {
    good: [
      {
        name: 'a path to a secret',
        subject: anImageSubject({
          config: {
            environment: [
              {
                ...withheld,
                name: 'DB_PASSWORD_FILE',
                value: '/run/secrets/db',
                preview: '/run/secrets/db',
                length: 15,
              },
            ],
          },
        }),
      },
      {
        name: 'a reference',
        subject: anImageSubject({
          config: { environment: [{ ...withheld, name: 'DB_PASSWORD', valueClass: 'reference' }] },
        }),
      },
    ],
    bad: [
      {
        name: 'a password',
        subject: anImageSubject({ config: { environment: [{ ...withheld, name: 'DB_PASSWORD' }] } }),
      },
      {
        name: 'a token under an ordinary name',
        subject: anImageSubject({
          config: { environment: [{ ...withheld, name: 'UPSTREAM', detections: ['github-token'] }] },
        }),
      },
    ],
  },
});
