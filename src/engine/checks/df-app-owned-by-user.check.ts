import { z } from 'zod';
import { effectiveArgv } from '../adapters/shell/effective-command.js';
import type { DockerfileInstruction, DockerfileStage, ShellCommand } from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { commandText, finalStage, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';

/** Where data lies that the program is there to write. */
const dataFolders =
  /^\/(?:data|var|tmp|run|home|srv|mnt|media|root|cache|logs?|uploads?)(?:\/|$)|\/(?:data|logs?|cache|tmp|uploads?|run)\/?$/;

type Relation = 'same' | 'other' | 'unknown';

/** Whether an owner as written is the user as written: a name and a number may be the same or not. */
function relation(owner: string, user: string): Relation {
  const [ownerName = '', userName = ''] = [owner.split(/[:.]/)[0], user.split(':')[0]];
  if (ownerName.includes('$')) return 'unknown';
  if (ownerName === userName) return 'same';
  if (ownerName === '' || /^(?:root|0)$/.test(ownerName)) return 'other';
  return /^\d+$/.test(ownerName) === /^\d+$/.test(userName) ? 'other' : 'unknown';
}

/** Owner and paths of a `chown -R` on what is no data. */
function chown({ argv }: ShellCommand): string | null {
  const [program, ...words] = effectiveArgv(argv);
  const isRecursive = words.some((word) => word === '--recursive' || /^-[A-Za-z]*R/.test(word));
  if (program !== 'chown' || !isRecursive) return null;
  const [owner, ...paths] = words.filter((word) => !word.startsWith('-'));
  return paths.some((path) => !dataFolders.test(path)) ? (owner ?? null) : null;
}

interface Ownership {
  readonly owner: string;
  readonly text: string;
  readonly line: number;
  readonly fact: string;
  readonly fix?: readonly LineEdit[];
}

function copied(instruction: DockerfileInstruction): Ownership[] {
  const { keyword, flags, text, line, arguments: words } = instruction;
  const owner = flags.find(({ name }) => name === 'chown')?.value;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || owner === undefined || owner === null) return [];
  if (dataFolders.test(words.at(-1) ?? '')) return [];
  const word = /--chown=\S+/.exec(text)?.[0];
  const fix: LineEdit[] =
    word === undefined ? [] : [{ kind: 'replace-next-word', line, column: 0, word, by: '' }];
  return [{ owner, text, line, fact: 'stages.instructions', fix }];
}

function ownerships({ instructions, commands }: DockerfileStage): Ownership[] {
  return [
    ...instructions.flatMap(copied),
    ...commands.flatMap((command) => {
      const owner = chown(command);
      return owner === null
        ? []
        : [{ owner, text: commandText(command), line: command.line, fact: 'stages.commands' }];
    }),
  ];
}

function offence({ owner, text, line, fact, fix }: Ownership): Offence {
  return {
    element: shown(text, 180),
    line,
    text: shown(text),
    fact,
    message: {
      en: `${shown(text)} gives the code to ${owner}, the user it runs as, who can then change it.`,
      zh: `${shown(text)} 将代码的所有权交给运行用户 ${owner}，该用户因此可以修改代码。`,
    },
    ...(fix ? { fix } : {}),
  };
}

export const dfAppOwnedByUserCheck = defineCheck({
  id: 'df-app-owned-by-user',
  title: { en: 'Application code owned by the run user', zh: '程序文件归运行用户所有' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Leave code root-owned and readable; chown only data directories.',
    zh: '代码保持归 root 所有且可读；只对数据目录执行 chown。',
  },
  references: { nist: ['4.4.4'], seed: ['§3.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program can no longer change its own files: what it writes there needs a folder of its own.',
    zh: '程序将无法修改自身文件：需要写入的内容应使用单独的目录。',
  },
  evaluate({ facts }) {
    const stage = finalStage(facts);
    const user = stage?.user ?? null;
    if (!stage || !user || /^(?:root|0+)?(?::|$)/.test(user.name)) return judged(facts, 'commands', []);
    const all = ownerships(stage).map((one) => ({
      one,
      is:
        user.isUnresolved && one.owner !== user.name ? ('unknown' as const) : relation(one.owner, user.name),
    }));
    const open = all.find(({ is }) => is === 'unknown')?.one;
    const doubt = open
      ? {
          en: `Whether ${open.owner} is ${user.name}, which it runs as, is not known.`,
          zh: `无法得知 ${open.owner} 是否就是运行用户 ${user.name}。`,
        }
      : null;
    return judged(
      facts,
      'commands',
      all.filter(({ is }) => is === 'same').map(({ one }) => offence(one)),
      doubt,
    );
  },
  examples: {
    good: [
      {
        name: 'data only',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY . /app\nRUN chown -R app /var/lib/app\nUSER app\n',
      },
    ],
    bad: [
      {
        name: 'a copy',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY --from=r.io/b:1 --chown=app:app /app ./\nUSER app\n',
      },
      {
        name: 'a command',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY . /app\nRUN chown -R 1000:1000 /app\nUSER 1000\n',
      },
    ],
  },
});
