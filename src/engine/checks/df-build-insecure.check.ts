import { z } from 'zod';
import { effectiveArgv } from '../adapters/shell/effective-command.js';
import type { DockerfileInstruction, DockerfileStage, ShellCommand } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { commandsOf, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';

interface Fault {
  readonly what: string;
  readonly en: string;
  readonly zh: string;
}

const keepers = new Set(['cp', 'mv', 'install', 'tee', 'dd', 'rsync', 'ln']);

function fieldsOf(mount: string): ReadonlyMap<string, string> {
  return new Map(
    mount.split(',').map((field) => {
      const equals = field.indexOf('=');
      return equals === -1 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
}

/** How commands name what a mount of a secret brings: its path, and its variable. */
function namesOf(mount: string): RegExp[] {
  const fields = fieldsOf(mount);
  if (fields.get('type') !== 'secret') return [];
  const path = fields.get('target') ?? fields.get('dst') ?? `/run/secrets/${fields.get('id') ?? ''}`;
  const variable = fields.get('env');
  return [
    new RegExp(`(?:^|[^\\w/.-])${path.replace(/[^\w/-]/g, '\\$&')}(?![\\w/.-])`),
    ...(variable && /^\w+$/.test(variable) ? [new RegExp(`\\$\\{?${variable}\\b`)] : []),
  ];
}

/** Whether a command puts a secret that is only lent to the build into a file that stays. */
function keeps({ argv, writesTo, reads }: ShellCommand, names: readonly RegExp[]): boolean {
  const [program = '', ...words] = effectiveArgv(argv);
  const mentions = [...words, ...reads].some((word) => names.some((name) => name.test(` ${word} `)));
  const isWritten = writesTo.some((file) => !/^\/(?:dev|tmp|run)\//.test(file));
  return mentions && (isWritten || keepers.has(program));
}

function faultsOf(instruction: DockerfileInstruction, commands: readonly ShellCommand[]): Fault[] {
  return instruction.flags.flatMap(({ name, value }) => {
    if (name === 'security' && value === 'insecure') {
      return [
        {
          what: '--security=insecure',
          en: 'runs with all rights over the builder',
          zh: '以对构建主机的全部权限运行',
        },
      ];
    }
    if (name === 'network' && value === 'host') {
      return [
        { what: '--network=host', en: "runs in the builder's own network", zh: '在构建主机自身的网络中运行' },
      ];
    }
    const names = name === 'mount' ? namesOf(value ?? '') : [];
    if (names.length === 0 || !commands.some((command) => keeps(command, names))) return [];
    const what = `--mount ${fieldsOf(value ?? '').get('id') ?? ''}`;
    return [{ what, en: 'writes a secret of the build into a layer', zh: '将构建密钥写入镜像层' }];
  });
}

function offencesOf(stage: DockerfileStage): Offence[] {
  return stage.instructions.flatMap((instruction, index) => {
    if (instruction.keyword !== 'RUN') return [];
    const text = shown(instruction.text);
    return faultsOf(instruction, commandsOf(stage, index)).map(({ what, en, zh }) => ({
      element: `${what}: ${shown(instruction.text, 150)}`,
      line: instruction.line,
      text,
      fact: 'stages.instructions',
      message: { en: `${text} ${en}.`, zh: `${text} ${zh}。` },
    }));
  });
}

export const dfBuildInsecureCheck = defineCheck({
  id: 'df-build-insecure',
  title: { en: 'Build step with elevated entitlement', zh: '构建步骤使用高权限' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'high',
  parameters: z.object({}),
  remediation: { en: 'Remove the entitlement.', zh: '去掉该权限。' },
  references: { nist: ['4.1.2'] },
  evaluate({ facts }) {
    return judged(facts, 'commands', facts.stages.flatMap(offencesOf));
  },
  examples: {
    good: [
      {
        name: 'a secret that is only used',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN --network=none --mount=type=secret,id=t T=$(cat /run/secrets/t) make\n',
      },
    ],
    bad: [
      {
        name: 'all rights',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN --security=insecure mount -t proc proc /mnt\n',
      },
      { name: "the builder's network", input: 'dockerfile', text: 'FROM a:1\nRUN --network=host make\n' },
      {
        name: 'a secret that stays',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc\n',
      },
    ],
  },
});
