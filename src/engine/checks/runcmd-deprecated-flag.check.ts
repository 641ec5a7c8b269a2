import { z } from 'zod';
import type { RunCommandFacts } from '../model/workload-document.js';
import type { RunEdit } from '../remediation/edit.js';
import { removeFlag, setFlag } from '../remediation/workload-fix.js';
import { defineCheck } from './check.js';
import { atLine, isPlain, ofRunCommand, tokenOf } from './run-command-outcome.js';

type Deprecated = RunCommandFacts['deprecatedFlags'][number];

export const runcmdDeprecatedFlagCheck = defineCheck({
  id: 'runcmd-deprecated-flag',
  title: { en: 'Deprecated flag or syntax', zh: '使用已弃用的参数' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Use the replacement.', zh: '改用替代写法。' },
  references: { seed: ['§5.2'] },
  fixSafety: 'safe',
  evaluate(subject) {
    return ofRunCommand(subject, (run) =>
      run.deprecatedFlags.map((deprecated) => {
        const { flag, line, replacement, removedIn } = deprecated;
        const edit = rewritten(run, deprecated);
        const instead = replacement === null ? 'leave it out' : `use ${replacement}`;
        return {
          element: flag,
          message: {
            en: `${flag} is deprecated${removedIn === null ? '' : ` and without effect since ${removedIn}`}: ${instead}.`,
            zh: `${flag} 已弃用${removedIn === null ? '' : `，自 ${removedIn} 起不再生效`}：${replacement === null ? '请去掉' : `请改用 ${replacement}`}。`,
          },
          location: atLine(subject.facts, line),
          evidence: [{ fact: 'runcmd.deprecated_flags', value: flag }],
          ...(edit && { fix: [edit] }),
        };
      }),
    );
  },
  examples: {
    good: [
      {
        name: 'the names of today',
        input: 'run-command',
        text: 'docker run --network web --security-opt seccomp=p.json nginx:1.27',
      },
    ],
    bad: [
      { name: 'the old name', input: 'run-command', text: 'docker run --net web nginx:1.27' },
      { name: 'a link', input: 'run-command', text: 'docker run --link db:db nginx:1.27' },
      {
        name: 'the old separator',
        input: 'run-command',
        text: 'docker run --security-opt seccomp:p.json nginx:1.27',
      },
    ],
  },
});

/** Null: the replacement does something else, or the flag stands otherwise than it is known. */
function rewritten(run: RunCommandFacts, { flag, line, replacement }: Deprecated): RunEdit | null {
  if (replacement === null) return removeFlag(flag);
  if (flag === '--link' || replacement.includes('…(')) return null;
  const separator = flag.indexOf('=');
  if (separator >= 0) {
    const name = flag.slice(0, separator);
    return setFlag(name, replacement.slice(separator + 1), flag.slice(separator + 1));
  }
  const token =
    tokenOf(run, flag, line) ??
    run.tokens.find((entry) => entry.line === line && isAttached(entry.text, flag) && isPlain(entry));
  if (!token) return null;
  const isGlued = token.text !== flag && !token.text.startsWith(`${flag}=`);
  return {
    kind: 'replace-text',
    start: token.start,
    end: token.start + flag.length,
    to: replacement + (isGlued ? '=' : ''),
  };
}

/** `-c512`. */
function isAttached(text: string, flag: string): boolean {
  return flag.length === 2 && text.startsWith(flag) && /^\d/.test(text.slice(2));
}
