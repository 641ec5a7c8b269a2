import { z } from 'zod';
import type { DockerfileInstruction } from '../model/dockerfile-facts.js';
import { matchesGlob } from '../policy/glob.js';
import { defineCheck } from './check.js';
import { judged, shown, type Offence } from './dockerfile/dockerfile-check.js';

/** Variables by which programs find their credentials: what is copied there is one. */
const credentialVariables = [
  ...[
    'AWS_CONFIG_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'BOTO_CONFIG',
    'KUBECONFIG',
  ],
  ...[
    'NPM_CONFIG_USERCONFIG',
    'PGPASSFILE',
    'NETRC',
    'CLOUDSDK_CONFIG',
    'AZURE_CONFIG_DIR',
    'OCI_CLI_CONFIG_FILE',
  ],
];
/** ENV, ARG and their kin are another check's. */
const elsewhere = new Set(['ENV', 'ARG']);

function literals(instruction: DockerfileInstruction): Offence[] {
  const [first] = instruction.secrets;
  if (!first || elsewhere.has(instruction.keyword)) return [];
  const forms = [...new Set(instruction.secrets.flatMap(({ detector }) => detector ?? []))].join(', ');
  const text = shown(instruction.text);
  return [
    {
      element: shown(instruction.text, 180),
      line: first.line,
      text,
      fact: 'stages.commands',
      message: {
        en: `${text} holds a literal secret${forms === '' ? '' : ` (${forms})`}, which the image's layers or history keep.`,
        zh: `${text} 含有明文敏感信息${forms === '' ? '' : `（${forms}）`}，镜像层或历史会保留它。`,
      },
    },
  ];
}

function files(instruction: DockerfileInstruction, patterns: readonly string[]): Offence[] {
  const { keyword, arguments: words, flags, line, text } = instruction;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return [];
  const target = words.at(-1) ?? '';
  const hidden = credentialVariables.find((name) => new RegExp(`\\$\\{?${name}\\b`).test(target));
  const sources = words.slice(0, -1).filter((source) => {
    const name = source.slice(source.lastIndexOf('/') + 1);
    return hidden !== undefined || patterns.some((pattern) => matchesGlob(pattern, name));
  });
  return sources.map((source) => ({
    element: `${keyword} ${source}`,
    line,
    text: shown(text),
    fact: 'stages.instructions',
    message: {
      en: `${shown(text)} puts ${source} into a layer, which keeps it even when it is deleted later.`,
      zh: `${shown(text)} 将 ${source} 写入镜像层，即使之后删除也会保留。`,
    },
  }));
}

export const dfSecretInRunCheck = defineCheck({
  id: 'df-secret-in-run',
  title: { en: 'Secret written or used in a RUN or COPY', zh: 'RUN/COPY 写入敏感信息' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'critical',
  parameters: z.object({
    files: z
      .array(z.string().min(1).max(128))
      .max(200)
      .default([
        ...[
          'id_rsa',
          'id_ed25519',
          '*.pem',
          '*.key',
          '*.p12',
          '*.jks',
          '.env',
          '.npmrc',
          '.netrc',
          '.pypirc',
        ],
        ...['.git-credentials', 'credentials.json', 'kubeconfig'],
      ])
      .describe('Names of files that hold credentials, as globs.'),
  }),
  remediation: {
    en: 'Use a build secret mount; rotate what was exposed.',
    zh: '使用构建密钥挂载；并更换已暴露的密钥。',
  },
  references: {
    cis: ['4.10'],
    trivy: ['DS-0031'],
    dockle: ['CIS-DI-0010'],
    nist: ['4.1.4'],
    seed: ['§4.3', '§6.1'],
  },
  evaluate({ facts }, parameters) {
    const offences = facts.stages.flatMap(({ instructions }) =>
      instructions.flatMap((one) => [...literals(one), ...files(one, parameters.files)]),
    );
    return judged(facts, 'instructions', offences);
  },
  examples: {
    good: [
      {
        name: 'a secret of the builder',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN --mount=type=secret,id=t,env=T curl -H "Authorization: Bearer $T" https://h/x\nCOPY ca.crt app.js ./\n',
      },
    ],
    bad: [
      {
        name: 'a password in a file',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN echo "password123" > /app/config/db.pwd\n',
      },
      {
        name: 'a password in an address',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN git clone https://me:hunter2hunter2@h/x.git\n',
      },
      {
        name: 'a key',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY .ssh/id_rsa /root/.ssh/\nRUN rm /root/.ssh/id_rsa\n',
      },
    ],
  },
});
