import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import type { EnvironmentFact } from '../model/image-config-facts.js';
import type { Severity } from '../model/severity.js';
import type { WorkloadFacts, WorkloadVariable } from '../model/workload-facts.js';
import { withheldPreview } from '../secrets/redaction.js';
import { defaultAllowedNames, defaultSecretNames, isSecretName } from '../secrets/secret-names.js';
import { defineCheck, type Outcome, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { decided, ofEachWorkload, type Fault } from './workload-check.js';

/** Shorter values under a secret name are switches and user names more often than secrets. */
const shortestSecret = 8;

const withheld = {
  value: null,
  preview: 'hu…(20 characters)',
  length: 20,
  valueClass: 'literal',
  detections: [],
} as const;

/** A variable of an image or of a workload. */
type Variable = Pick<EnvironmentFact, 'name' | 'length' | 'detections'> & { readonly valueClass: string };
interface Names {
  readonly name_patterns: readonly string[];
  readonly allow_names: readonly string[];
}
interface Found {
  readonly message: Text;
  readonly severity?: Severity;
}

/** The secret that a variable holds; null: none that can be told. */
function secretIn({ name, detections, valueClass, length }: Variable, names: Names): Found | null {
  if (detections.length > 0) {
    const what = [...detections].sort().join(', ');
    const message = {
      en: `The environment variable ${name} holds a secret of a known form (${what}).`,
      zh: `环境变量 ${name} 中含有已知格式的敏感信息（${what}）。`,
    };
    return { message, severity: 'critical' };
  }
  const isNamedSo = isSecretName(name, names.name_patterns, names.allow_names);
  if (valueClass !== 'literal' || length < shortestSecret || !isNamedSo) return null;
  return {
    message: {
      en: `The environment variable ${name} holds what its name calls a secret, ${length} characters in clear text.`,
      zh: `环境变量 ${name} 从名称看是敏感信息，其值以明文保存（${length} 个字符）。`,
    },
  };
}

function inImage({ config }: ImageFacts, names: Names): Outcome {
  const violations = config.environment.flatMap((variable): Violation[] => {
    const found = secretIn(variable, names);
    if (!found) return [];
    const path = `config.environment.${variable.name}`;
    const preview = variable.value === null ? variable.preview : withheldPreview(variable.value);
    const location = { path, layer: null, line: null };
    return [{ element: variable.name, ...found, location, evidence: [{ fact: path, value: preview }] }];
  });
  return violations.length > 0 ? { result: 'fail', violations } : { result: 'pass' };
}

function inWorkload(
  { environment, environmentFiles, unresolved }: WorkloadFacts,
  names: Names,
): ReturnType<typeof decided> {
  const faults = (environment ?? []).flatMap((variable, index): Fault[] => {
    const found = secretIn(variable, names);
    if (!found) return [];
    return [
      { element: variable.name, fact: `environment.${index}`, value: withheldOnce(variable), ...found },
    ];
  });
  const hidden = environmentFiles.findIndex(({ kind, isRead }) => kind === 'file' && !isRead);
  if (hidden >= 0) {
    const { name } = environmentFiles[hidden]!;
    const reason = {
      en: `The env file ${name} could not be read.`,
      zh: `无法读取 env 文件 ${name}。`,
    };
    return decided(faults, reason, `environmentFiles.${hidden}`);
  }
  const isOpen = environment === null || unresolved.includes('environment');
  const reason = isOpen && { en: 'Its environment is not known.', zh: '环境变量未知。' };
  return decided(faults, reason || null, 'environment');
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
  inputs: ['image', 'run-command', 'container', 'compose', 'kubernetes'],
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
  evaluate(subject, parameters): Outcome {
    return 'workloads' in subject
      ? ofEachWorkload(subject, (workload) => inWorkload(workload, parameters))
      : inImage(subject.facts, parameters);
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
      { name: 'a switch', input: 'run-command', text: 'docker run -e LEVEL=info nginx:1.27' },
      {
        name: 'a reference',
        subject: anImageSubject({
          config: { environment: [{ ...withheld, name: 'DB_PASSWORD', valueClass: 'reference' }] },
        }),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    environment: { DB_PASSWORD_FILE: /run/secrets/db }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a password of a container',
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD=correct-horse-battery nginx:1.27',
      },
      {
        name: 'a password of a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      env: [{ name: DB_PASSWORD, value: correct-horse-battery }]',
          '',
        ].join('\n'),
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
      {
        name: 'a password of a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    environment:',
          '      DB_PASSWORD: correct-horse-battery',
          '',
        ].join('\n'),
      },
    ],
  },
});
