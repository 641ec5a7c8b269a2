import { z } from 'zod';
import { pointerPart } from '../adapters/json-pointer.js';
import type { ComposeFacts, WorkloadDocumentFacts } from '../model/workload-document.js';
import type { Place, WorkloadFacts, WorkloadVariable } from '../model/workload-facts.js';
import type { Edit } from '../remediation/edit.js';
import { isSecretName } from '../secrets/secret-names.js';
import { appendIn, composeCheck, type ProjectFault, removeIn, setIn } from './compose-check.js';

/** Whether a variable holds a secret as it stands; what stands for one is in force here. */
function isLiteralSecret({ name, valueClass, detections }: WorkloadVariable): boolean {
  if (valueClass !== 'literal' && valueClass !== 'placeholder')
    return detections.length > 0 && valueClass !== 'empty';
  return detections.length > 0 || isSecretName(name);
}

/** Takes the value from a file that the service is given: `NAME_FILE`, as official images read it. */
function fromFile(name: string, { pointer, ...place }: Place): Edit[] {
  const match = /^(\/services\/[^/]*)\/environment\/([^/]*)$/.exec(pointer);
  if (!match) return [];
  const secret = name.toLowerCase().replace(/[^a-z0-9_.-]/g, '_');
  const path = `/run/secrets/${secret}`;
  const at = (inner: string) => ({ ...place, pointer: inner });
  const [, service = '', key] = match;
  const isMap = `/${key}` === pointerPart(name);
  return [
    ...(isMap
      ? [removeIn(at(pointer)), setIn(at(`${service}/environment`), pointerPart(`${name}_FILE`), path)]
      : [setIn(at(pointer), '', `${name}_FILE=${path}`)]),
    appendIn(at(service), '/secrets', secret),
    setIn(at(''), `/secrets${pointerPart(secret)}/file`, `./secrets/${secret}.txt`),
  ];
}

/** Variables that compose files themselves give services, not their `env_file`s. */
function ofServices(facts: WorkloadDocumentFacts, workloads: readonly WorkloadFacts[]): ProjectFault[] {
  return workloads.flatMap(({ origin, environment, places }) =>
    (environment ?? []).flatMap((variable, index): ProjectFault[] => {
      const place = places[`environment.${index}`];
      if (!place || place.pointer === '' || !isLiteralSecret(variable)) return [];
      const { name, preview, detections } = variable;
      const what = detections.length > 0 ? ` (${detections.join(', ')})` : '';
      return [
        {
          element: `${origin.name} ${name}`,
          place,
          fact: `workload.env.${name}`,
          value: preview,
          message: {
            en: `${origin.name} is given the secret ${name}${what} as it stands in ${place.file ?? facts.name}.`,
            zh: `服务 ${origin.name} 的敏感变量 ${name}${what} 以明文写在 ${place.file ?? facts.name} 中。`,
          },
          fix: fromFile(name, place),
        },
      ];
    }),
  );
}

function ofDefaults({ defaultLiterals }: ComposeFacts, isTold: (place: Place) => boolean): ProjectFault[] {
  return defaultLiterals
    .filter(({ place }) => !isTold(place))
    .map(({ name, preview, place }) => ({
      element: `default of ${name} at ${place.pointer.slice(1)}`,
      place,
      fact: `compose.default_literals.${name}`,
      value: preview,
      message: {
        en: `A default stands for the secret ${name}: it is in force where nobody sets it.`,
        zh: `敏感变量 ${name} 带有明文默认值，未设置时即生效。`,
      },
    }));
}

function ofBuilds({ buildArguments }: ComposeFacts): ProjectFault[] {
  return buildArguments
    .filter(
      ({ isLiteral, isSecretName: isSecret, detections }) => detections.length > 0 || (isLiteral && isSecret),
    )
    .map(({ service, name, preview, place }) => ({
      element: `${service} build argument ${name}`,
      place,
      fact: `compose.build_args.${name}`,
      value: preview,
      message: {
        en: `The image of ${service} is built with the secret ${name}, which stays in its history.`,
        zh: `服务 ${service} 的镜像使用敏感构建参数 ${name}，会保留在镜像历史中。`,
      },
    }));
}

export const composeSecretLiteralCheck = composeCheck({
  id: 'compose-secret-literal',
  title: { en: 'Secret written into the compose file', zh: 'Compose 文件中明文密码' },
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Use secrets with the _FILE convention, and replace the secret with a new one.',
    zh: '使用 secrets 与 _FILE 约定，并更换该密钥。',
  },
  references: { cis: ['7.4'], nist: ['4.1.4'], seed: ['§6.1', '§6.2', '§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program must read the *_FILE variable, and the file must be made before it starts; replace the old value.',
    zh: '程序须支持 *_FILE 变量，并须在启动前创建该文件；请更换旧值。',
  },
  evaluate(compose, _, { facts, workloads }) {
    const given = ofServices(facts, workloads);
    const told = new Set(given.map(({ place }) => JSON.stringify(place)));
    const isTold = (place: Place) => told.has(JSON.stringify(place));
    const hidden = workloads.find(({ unresolved }) => unresolved.includes('environment'));
    const undecided = hidden && {
      en: `Not all variables of ${hidden.origin.name} are known.`,
      zh: `服务 ${hidden.origin.name} 的环境变量并非全部已知。`,
    };
    return { faults: [...given, ...ofDefaults(compose, isTold), ...ofBuilds(compose)], undecided };
  },
  examples: {
    good: [
      {
        name: 'a file, a variable, and none',
        input: 'compose',
        text: [
          'services:',
          '  db:',
          '    image: postgres:17',
          '    environment:',
          '      POSTGRES_PASSWORD_FILE: /run/secrets/db_password',
          '      API_TOKEN: ${API_TOKEN}',
          '      OTHER_TOKEN:',
          '      EMPTY_PASSWORD: ""',
          '      AUTH_TOKEN: Bearer ${TOKEN:-}',
          '    secrets: [db_password]',
          'secrets:',
          '  db_password: { file: ./db_password.txt }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a password',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: hunter2hunter2\n',
      },
      {
        name: 'a password in a list',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    environment:\n      - POSTGRES_PASSWORD=hunter2hunter2\n',
      },
      {
        name: 'a default',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    command: start --password ${DB_PASSWORD:-hunter2hunter2}\n',
      },
      {
        name: 'a build argument',
        input: 'compose',
        text: 'services:\n  web:\n    build:\n      context: .\n      args:\n        NPM_TOKEN: hunter2hunter2\n',
      },
    ],
  },
});
