import { z } from 'zod';
import type { EnvironmentFact } from '../model/image-config-facts.js';
import type { WorkloadFacts, WorkloadVariable } from '../model/workload-facts.js';
import { withheldPreview } from '../secrets/redaction.js';
import { defaultAllowedNames, defaultSecretNames, isSecretName } from '../secrets/secret-names.js';
import { defineCheck, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { decided, judgeEach, type WorkloadOutcome } from './workload-check.js';

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

interface SecretNames {
  readonly name_patterns: readonly string[];
  readonly allow_names: readonly string[];
}

/** What is wrong with a variable; null: nothing. A value that only refers to a secret holds none. */
function faultOf(
  {
    name,
    detections,
    valueClass,
    length,
  }: Pick<WorkloadVariable, 'name' | 'detections' | 'length'> & {
    readonly valueClass: string;
  },
  { name_patterns, allow_names }: SecretNames,
): { readonly message: Text; readonly severity?: 'critical' } | null {
  if (detections.length > 0) {
    const what = [...detections].sort().join(', ');
    return {
      message: {
        en: `The environment variable ${name} holds a secret of a known form (${what}).`,
        zh: `环境变量 ${name} 中含有已知格式的敏感信息（${what}）。`,
      },
      severity: 'critical',
    };
  }
  const isLiteral = valueClass === 'literal' && length >= shortestSecret;
  if (!isLiteral || !isSecretName(name, name_patterns, allow_names)) return null;
  return {
    message: {
      en: `The environment variable ${name} holds what its name calls a secret, ${length} characters in clear text.`,
      zh: `环境变量 ${name} 从名称看是敏感信息，其值以明文保存（${length} 个字符）。`,
    },
  };
}

function ofWorkload({ environment, environmentFiles }: WorkloadFacts, names: SecretNames): WorkloadOutcome {
  const faults = (environment ?? []).flatMap((variable, index) => {
    const fault = faultOf(variable, names);
    if (!fault) return [];
    return { element: variable.name, fact: `environment.${index}`, value: withheldOnce(variable), ...fault };
  });
  if (environment === null)
    return decided(faults, { en: 'Its environment is not known.', zh: '环境变量未知。' }, 'environment');
  const unread = environmentFiles.find(({ kind, isRead }) => kind === 'file' && !isRead);
  const doubt = unread && {
    en: `The file ${unread.name} with further variables was not supplied.`,
    zh: `未提供包含其他变量的文件 ${unread.name}。`,
  };
  return decided(faults, doubt ?? null, 'environmentFiles');
}

/** No more of a value than may be shown of a secret, also where only the policy calls it one. */
function withheldOnce({ preview }: WorkloadVariable): string {
  return /…\(\d{1,10} characters\)$/.test(preview) ? preview : withheldPreview(preview);
}

/** Whether a value is a placeholder or a reference was decided when the image was read: the value itself is not kept. */
export const secretEnvLiteralCheck = defineCheck({
  id: 'secret-env-literal',
  title: { en: 'Secret in an environment variable', zh: '环境变量中包含明文敏感信息' },
  area: 'secrets',
  inputs: ['run-command', 'container', 'compose', 'kubernetes', 'image'],
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
    en: 'Take the value out, replace the secret with a new one, and let the application read it from a mounted file (NAME_FILE=/run/secrets/name).',
    zh: '删除该值并更换此密钥，改为由应用从挂载的文件读取（NAME_FILE=/run/secrets/name）。',
  },
  references: {
    cis: ['4.10'],
    bench: ['4.10'],
    trivy: ['KSV-0109'],
    dockle: ['CIS-DI-0010'],
    nist: ['4.1.4'],
    seed: ['§6.1', '§6.2'],
  },
  evaluate(subject, parameters, now) {
    if ('workloads' in subject)
      return judgeEach(subject, 'any', now, (workload) => ofWorkload(workload, parameters));
    const violations = subject.facts.config.environment.flatMap((variable) => {
      const fault = faultOf(variable, parameters);
      return fault ? [violationOf(variable, fault.message, fault.severity)] : [];
    });
    return violations.length > 0 ? { result: 'fail', violations } : { result: 'pass' };
  },
  examples: {
    good: [
      {
        name: 'a file for a container',
        input: 'run-command',
        text: 'docker run -e POSTGRES_PASSWORD_FILE=/run/secrets/db -e TZ=UTC postgres:18',
      },
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
        name: 'a password of a container',
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD=mysecretpassword postgres:18',
      },
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
