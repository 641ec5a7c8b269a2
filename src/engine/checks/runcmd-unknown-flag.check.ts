import { z } from 'zod';
import { dockerFlags, writtenForFlags } from '../adapters/run-command/flag-table.js';
import { kindOf } from '../adapters/run-command/given-flags.js';
import type { CommandToken, RunCommandFacts } from '../model/run-command-facts.js';
import type { RunEdit } from '../remediation/edit.js';
import { removeFlag } from '../remediation/workload-fix.js';
import { defineCheck } from './check.js';
import { atLine, ofRunCommand, tokenOf } from './run-command-outcome.js';

type UnknownFlag = RunCommandFacts['unknownFlags'][number];

/** An unknown flag states nothing: the option that was meant counts as not given. */
export const runcmdUnknownFlagCheck = defineCheck({
  id: 'runcmd-unknown-flag',
  title: { en: 'Flag not known to docker run', zh: 'docker run 不支持的参数' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'high',
  parameters: z.object({
    cli_version: z
      .string()
      .default(dockerFlags.version)
      .describe('Version of the command line; its flags are those of this version of the product.'),
    suggestions: z
      .record(z.string(), z.string())
      .default({ ...writtenForFlags })
      .describe('What is meant by flags that do not exist.'),
  }),
  remediation: {
    en: 'Use the flag that exists: docker refuses the whole command, and the container never starts.',
    zh: '改用存在的参数：docker 会拒绝整条命令，容器不会启动。',
  },
  references: { seed: ['§2.1', '§5.2', '§9.2'] },
  fixSafety: 'safe',
  evaluate(subject, { cli_version, suggestions }) {
    const version = subject.facts.runCommand?.cliVersion ?? cli_version;
    if (version !== cli_version && !version.startsWith('podman')) {
      return {
        result: 'unknown',
        reason: {
          en: `The flags of version ${cli_version} are not known, those of ${version} are.`,
          zh: `不了解 ${cli_version} 版本的参数，只了解 ${version} 版本。`,
        },
      };
    }
    return ofRunCommand(subject, (run) =>
      run.unknownFlags.map((unknown) => {
        const { flag, line } = unknown;
        const suggestion = Object.hasOwn(suggestions, flag) ? suggestions[flag]! : unknown.suggestion;
        const isExact = Object.hasOwn(suggestions, flag) || isSpelling(flag, suggestion);
        const edit = isExact && suggestion !== null ? replacement(run, unknown, suggestion) : null;
        return {
          element: flag,
          message: {
            en: `There is no flag ${flag}${suggestion === null ? '' : `; ${suggestion} is what is meant`}. docker refuses the command.`,
            zh: `参数 ${flag} 不存在${suggestion === null ? '' : `，应为 ${suggestion}`}，docker 会拒绝该命令。`,
          },
          location: atLine(subject.facts, line),
          evidence: [{ fact: 'runcmd.unknown_flags', value: flag }],
          ...(edit && { fix: [edit] }),
        };
      }),
    );
  },
  examples: {
    good: [
      {
        name: 'known flags',
        input: 'run-command',
        text: 'docker run --security-opt=no-new-privileges -itd nginx:1.27',
      },
    ],
    bad: [
      { name: "the daemon's flag", input: 'run-command', text: 'docker run --no-new-privileges nginx:1.27' },
      { name: 'a slip', input: 'run-command', text: 'docker run --memroy 512m nginx:1.27' },
      { name: 'an underscore', input: 'run-command', text: 'docker run --cap_drop ALL nginx:1.27' },
    ],
  },
});

/** Whether the flag is the suggestion but for dashes, underscores and case. */
function isSpelling(flag: string, suggestion: string | null): boolean {
  const plain = (text: string) => text.replace(/[-_\u2012-\u2015\u2212]/g, '').toLowerCase();
  return suggestion !== null && plain(flag) === plain(suggestion);
}

/** Writes the suggestion in the flag's place, or takes the flag out where the suggestion stands already. */
function replacement(run: RunCommandFacts, { flag, line }: UnknownFlag, suggestion: string): RunEdit | null {
  const token = tokenOf(run, flag, line);
  if (!token) return null;
  const [name = '', value = valueOf(run, token, flag)] = suggestion.split(/=(.*)/s, 2);
  const isSwitch = kindOf(name.replace(/^--/, ''), dockerFlags) === 'boolean';
  const isThere = run.tokens.some(({ text }, index) => {
    const isWhole = text === suggestion || text === `${name}=${value}`;
    if (isSwitch || text !== name) return isWhole;
    return value !== undefined && run.tokens[index + 1]?.text === value;
  });
  if (isThere) return removeFlag(flag);
  return { kind: 'replace-text', start: token.start, end: token.start + flag.length, to: suggestion };
}

/** What the unknown flag would be given: behind its `=`, or the next word. */
function valueOf({ tokens }: RunCommandFacts, token: CommandToken, flag: string): string | undefined {
  return token.text === flag ? tokens[tokens.indexOf(token) + 1]?.text : token.text.slice(flag.length + 1);
}
