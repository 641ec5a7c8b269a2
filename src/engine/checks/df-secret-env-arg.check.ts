import { z } from 'zod';
import type { DockerfileFacts, DockerfileVariable } from '../model/dockerfile-facts.js';
import type { Severity } from '../model/severity.js';
import type { LineEdit } from '../remediation/edit.js';
import { isSecretName } from '../secrets/secret-names.js';
import { defineCheck } from './check.js';
import { judged, writtenKeyword, type Offence } from './dockerfile/dockerfile-check.js';

interface NameRules {
  readonly name_patterns: readonly string[];
  readonly allow_names: readonly string[];
  readonly entropy_min: number;
}

/** Names that say where a secret lies, whatever the policy allows besides. */
const places = ['*_FILE', '*_PATH', '*_PUBLIC_KEY'];
/** Patterns that ways of doing things are named by too (`AUTH=basic`): there the value must look random. */
const vague = new Set(['auth']);

interface Fault {
  readonly severity: Severity;
  readonly en: string;
  readonly zh: string;
}

function faultOf(variable: DockerfileVariable, rules: NameRules): Fault | null {
  const { instruction, name, detections, valueClass, preview, entropy } = variable;
  const what = `${instruction} ${name}`;
  if (detections.length > 0) {
    const forms = detections.join(', ');
    return {
      severity: 'critical',
      en: `${what} holds a secret of a known form (${forms}), ${preview}.`,
      zh: `${what} 含有已知格式的敏感信息（${forms}），${preview}。`,
    };
  }
  const allowed = [...rules.allow_names, ...places];
  const fitting = rules.name_patterns.filter((pattern) => isSecretName(name, [pattern], allowed));
  if (fitting.length === 0) return null;
  const isVague = fitting.every((pattern) => vague.has(pattern));
  if (isVague && (valueClass !== 'literal' || entropy < rules.entropy_min)) return null;
  if (valueClass === 'literal') {
    return {
      severity: 'critical',
      en: `${what} holds what its name calls a secret, ${preview}: everyone who has the image can read it.`,
      zh: `${what} 以明文保存了名称所示的敏感信息，${preview}：任何拥有该镜像的人都能读取。`,
    };
  }
  if (valueClass === 'placeholder') {
    return {
      severity: 'medium',
      en: `${what} holds a placeholder for a secret: what takes its place is for everyone to read.`,
      zh: `${what} 含有敏感信息的占位值：替换后的内容任何人都能读取。`,
    };
  }
  if (valueClass !== 'none' || instruction !== 'ARG') return null;
  return {
    severity: 'medium',
    en: `${what} asks for a secret at build time, and the image's history keeps what is given.`,
    zh: `${what} 在构建时要求传入敏感信息，镜像历史会保留其值。`,
  };
}

/** Takes the variable out, and gives what uses it a secret of the builder. */
function fixOf(
  { stages }: DockerfileFacts,
  { name, line }: DockerfileVariable,
  stage: number | null,
): LineEdit[] {
  const users = (stage === null ? stages : stages.slice(stage, stage + 1)).flatMap(({ instructions }) =>
    instructions.filter(
      ({ keyword, text }) => keyword === 'RUN' && new RegExp(`\\$\\{?${name}\\b`).test(text),
    ),
  );
  const mount = `--mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return [
    { kind: 'remove-variable', line, name },
    ...users.map((instruction): LineEdit => {
      const word = writtenKeyword(instruction);
      return { kind: 'replace-next-word', line: instruction.line, column: 0, word, by: `${word} ${mount}` };
    }),
  ];
}

/** Further faults than this get no fix: no one has so many. */
const mostFixes = 200;

function offences(facts: DockerfileFacts, rules: NameRules): Offence[] {
  const all = [
    ...facts.globalVariables.map((variable) => ({ variable, stage: null })),
    ...facts.stages.flatMap(({ variables }, stage) => variables.map((variable) => ({ variable, stage }))),
  ];
  const faulty = all.flatMap(({ variable, stage }) => {
    const fault = faultOf(variable, rules);
    return fault ? [{ variable, stage, fault }] : [];
  });
  return faulty.map(({ variable, stage, fault: { severity, en, zh } }, index) => {
    const { instruction, name, preview, line } = variable;
    const isFixable = index < mostFixes && /^[A-Za-z_]\w*$/.test(name);
    return {
      element: `${instruction} ${name}`,
      line,
      severity,
      message: { en, zh },
      text: `${instruction} ${name}${preview === '' ? '' : `=${preview}`}`,
      fact: instruction === 'ENV' ? 'stages.env' : 'stages.args',
      ...(isFixable ? { fix: fixOf(facts, variable, stage) } : {}),
    };
  });
}

export const dfSecretEnvArgCheck = defineCheck({
  id: 'df-secret-env-arg',
  title: { en: 'Secret in ENV or ARG', zh: 'ENV/ARG 中硬编码敏感信息' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'critical',
  parameters: z.object({
    name_patterns: z
      .array(z.string().min(1).max(64))
      .max(100)
      .default([
        ...[
          'pass',
          'passwd',
          'password',
          'secret',
          'token',
          'api_key',
          'apikey',
          'access_key',
          'private_key',
        ],
        ...['credential', 'auth'],
      ])
      .describe('Words that make a name secret.'),
    allow_names: z
      .array(z.string().min(1).max(128))
      .max(100)
      .default(['GPG_KEY', 'GPG_KEYS'])
      .describe('Names that are no secret all the same; * stands for any characters.'),
    entropy_min: z
      .number()
      .min(0)
      .max(8)
      .default(3.5)
      .describe('Bits a character from which on a value under a vague name (auth) counts as a secret.'),
  }),
  remediation: {
    en: 'Use RUN --mount=type=secret at build time and runtime secrets afterwards; replace the secret with a new one.',
    zh: '构建时使用 RUN --mount=type=secret，运行时使用运行时密钥；并更换此密钥。',
  },
  references: {
    cis: ['4.10'],
    bench: ['4.10'],
    trivy: ['DS-0031'],
    hadolint: ['DL3064'],
    dockle: ['CIS-DI-0010'],
    nist: ['4.1.4'],
    seed: ['§4.3', '§6.1', '§9.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'What read the variable reads nothing any more: it must be given a secret at build or run time, and the old value must be replaced.',
    zh: '读取该变量的程序将得不到值：需在构建或运行时提供密钥，并更换旧值。',
  },
  evaluate({ facts }, parameters) {
    return judged(facts, 'instructions', offences(facts, parameters));
  },
  examples: {
    good: [
      {
        name: 'a file, a reference and nothing',
        input: 'dockerfile',
        text: 'FROM a:1\nENV DB_PASSWORD_FILE=/run/secrets/db TOKEN=$T SECRET=\n',
      },
    ],
    bad: [
      {
        name: 'a password',
        input: 'dockerfile',
        text: 'FROM a:1\nENV A=1 \\\n    # why\n    DB_PASSWORD=mysecretpassword\nRUN make\n',
      },
      {
        name: 'a secret that is asked for',
        input: 'dockerfile',
        text: 'FROM a:1\nARG NPM_TOKEN\nRUN npm ci --token=$NPM_TOKEN\n',
      },
      {
        name: 'a default for every build',
        input: 'dockerfile',
        text: 'ARG API_KEY=sk-1234567890abcdef\nFROM a:1\n',
      },
    ],
  },
});
