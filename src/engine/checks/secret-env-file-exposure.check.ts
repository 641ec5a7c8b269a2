import { z } from 'zod';
import type { EnvironmentFile } from '../model/environment-file.js';
import type { Text } from '../model/text.js';
import { isWider } from './secret-material.js';
import { decided, notApplicable, workloadCheck, type Fault } from './workload-check.js';

/** What is wrong with one file; null: nothing that is known. */
function wrongWith({ exposure }: EnvironmentFile, most: string): { value: string; text: Text } | null {
  const { mode = null, isIgnoredByGit = null, isIgnoredByBuilds = null } = exposure ?? {};
  if (mode !== null && isWider(mode, most)) {
    const text = {
      en: `has mode ${mode}; at most ${most} is allowed`,
      zh: `权限为 ${mode}，最多允许 ${most}`,
    };
    return { value: mode, text };
  }
  if (isIgnoredByGit === false)
    return {
      value: 'not in .gitignore',
      text: { en: 'is not ignored by git', zh: '未被 .gitignore 忽略' },
    };
  if (isIgnoredByBuilds === false)
    return {
      value: 'not in .dockerignore',
      text: { en: 'comes into the context of builds', zh: '会进入镜像构建上下文' },
    };
  return null;
}

function isKnown({ exposure }: EnvironmentFile): boolean {
  return (
    exposure !== undefined &&
    exposure.mode !== null &&
    exposure.isIgnoredByGit !== null &&
    exposure.isIgnoredByBuilds !== null
  );
}

export const secretEnvFileExposureCheck = workloadCheck({
  id: 'secret-env-file-exposure',
  title: { en: 'Env file is committed or readable by others', zh: 'env 文件被提交或权限过宽' },
  area: 'secrets',
  inputs: ['run-command', 'compose'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    max_mode: z
      .string()
      .regex(/^0?[0-7]{3,4}$/, 'expected octal digits, such as 0600')
      .default('0600')
      .describe('Widest mode of such a file.'),
  }),
  remediation: {
    en: 'chmod 600, name it in .gitignore and .dockerignore, and keep passwords out of it: docker inspect shows its values.',
    zh: '执行 chmod 600，写入 .gitignore 和 .dockerignore，且不要在其中保存密码：docker inspect 会显示其中的值。',
  },
  references: { nist: ['4.1.4'], seed: ['§6.2'] },
  evaluate({ environmentFiles }, { max_mode }) {
    const files = environmentFiles.map((file, index) => ({ file, fact: `environmentFiles.${index}` }));
    const own = files.filter(({ file }) => file.kind === 'file');
    if (own.length === 0) return notApplicable('It names no env file.', '未使用 env 文件。');
    const faults = own.flatMap(({ file, fact }): Fault[] => {
      const wrong = wrongWith(file, max_mode);
      if (!wrong) return [];
      const { value, text } = wrong;
      const message = {
        en: `The env file ${file.name} ${text.en}.`,
        zh: `env 文件 ${file.name} ${text.zh}。`,
      };
      return [{ element: file.name, fact, value, message }];
    });
    const hidden = own.find(({ file }) => !isKnown(file) && wrongWith(file, max_mode) === null);
    const reason = hidden && {
      en: `Who may read the env file ${hidden.file.name}, and whether git and builds leave it out, is not known here.`,
      zh: `此处无法得知 env 文件 ${hidden.file.name} 的权限及其是否被 git 和构建忽略。`,
    };
    return decided(faults, reason, hidden?.fact);
  },
  examples: {
    good: [
      { name: 'no env file', input: 'run-command', text: 'docker run -e LEVEL=info nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    environment: { LEVEL: info }', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      {
        name: 'one that git takes in',
        input: 'run-command',
        text: 'docker run --env-file prod.env nginx:1.27',
        files: { 'prod.env': 'LEVEL=info\n', '.gitignore': 'node_modules/\n' },
      },
      {
        name: 'one that builds take in',
        input: 'run-command',
        text: 'docker run --env-file prod.env nginx:1.27',
        files: { 'prod.env': 'LEVEL=info\n', '.gitignore': '*.env\n', Dockerfile: 'FROM scratch\n' },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    env_file: prod.env', ''].join('\n'),
        files: { 'prod.env': 'LEVEL=info\n', '.gitignore': 'node_modules/\n' },
      },
    ],
  },
});
