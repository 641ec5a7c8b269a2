import { z } from 'zod';
import type { RunEdit } from '../remediation/edit.js';
import { addFlag, removeFlag } from '../remediation/workload-fix.js';
import { defineCheck } from './check.js';
import { atLine, ofRunCommand } from './run-command-outcome.js';

/** The value stays in the shell's history, in the list of processes and in what the engine tells of the container. */
export const runcmdSecretInArgvCheck = defineCheck({
  id: 'runcmd-secret-in-argv',
  title: { en: 'Secret literal on the command line', zh: '命令行明文传递敏感信息' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Mount a file with the secret and name it in a *_FILE variable, or use a secret store; --env-file only keeps it off the command line.',
    zh: '把密钥放入挂载的文件并用 *_FILE 变量指明，或使用密钥存储；--env-file 只是避免出现在命令行上。',
  },
  references: { nist: ['4.1.4'], seed: ['§6.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program must read the *_FILE variable, and the file must be made under ./secrets before it starts.',
    zh: '程序须支持 *_FILE 变量，并须在启动前于 ./secrets 下创建该文件。',
  },
  evaluate(subject) {
    return ofRunCommand(subject, (run) =>
      run.literalSecrets.map(({ flag, name, detector, preview, line }) => {
        const element = [flag, name].filter((part) => part !== '').join(' ');
        return {
          element,
          message: {
            en: `${element} holds a secret (${preview}): it stays in the shell's history, in ps and in docker inspect.`,
            zh: `${element} 含有明文敏感信息（${preview}）：会留在 shell 历史、ps 和 docker inspect 中。`,
          },
          location: atLine(subject.facts, line),
          evidence: [{ fact: 'runcmd.literal_secret_args', value: `${detector}: ${preview}` }],
          ...(flag === '--env' && { fix: asFile(name) }),
        };
      }),
    );
  },
  examples: {
    good: [
      {
        name: 'a file',
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD_FILE=/run/secrets/db nginx:1.27',
      },
      {
        name: "the shell's variable",
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD -e TOKEN="$TOKEN" nginx:1.27',
      },
    ],
    bad: [
      {
        name: 'a variable',
        input: 'run-command',
        text: 'docker run -e DB_PASSWORD=mysecretpassword nginx:1.27',
      },
      {
        name: 'an argument',
        input: 'run-command',
        text: 'docker run redis:8 redis-server --requirepass hunter2hunter2',
      },
      {
        name: 'an option of the log',
        input: 'run-command',
        text: 'docker run --log-driver splunk --log-opt splunk-token=11111111-2222 nginx:1.27',
      },
    ],
  },
});

/** A file beside the command, mounted, instead of the variable. */
function asFile(name: string): RunEdit[] {
  const file = name.toLowerCase().replace(/[^a-z0-9_.-]/g, '_');
  return [
    removeFlag('--env', name),
    addFlag('--env', `${name}_FILE=/run/secrets/${file}`),
    addFlag('--volume', `./secrets/${file}:/run/secrets/${file}:ro`),
  ];
}
