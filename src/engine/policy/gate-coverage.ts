import { targetNouns } from '../checks/fact-problems.js';
import { isAtLeast } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { listed } from '../model/text-parts.js';
import { worstOf, type GateInput, type WeighedReason } from './gate-reason.js';

/** So many checks that were not run are named in the reason. */
const shownChecks = 5;

/** What the policy says about a target of this kind, and what it leaves out. */
export function coverageReasons(input: GateInput): WeighedReason[] {
  return [...unjudgedReasons(input), ...notRunReasons(input)];
}

/** A policy that looks at nothing of a target says nothing of it. */
function unjudgedReasons({ kind, isJudged }: GateInput): WeighedReason[] {
  if (isJudged) return [];
  const noun = targetNouns[kind];
  return [
    {
      effect: 'unknown',
      code: 'nothing-checked',
      severity: 'unknown',
      message: {
        en: `None of the policy's checks looks at ${withArticle(noun.en)}: nothing was judged.`,
        zh: `策略中没有适用于${noun.zh}的检查项，未作任何判定。`,
      },
      remediation: {
        en: `Judge it under a policy with checks that look at ${withArticle(noun.en)}.`,
        zh: `请改用包含${noun.zh}检查项的策略进行判定。`,
      },
      findings: [],
    },
  ];
}

/** Checks that look at other kinds of input only: where a policy asks for all of them, one target cannot meet it. */
function notRunReasons({ policy: { gate }, kind, isJudged, notRun }: GateInput): WeighedReason[] {
  if (gate.not_run === 'ignore') return [];
  const isFailed = gate.not_run === 'fail' && isAtLeast(worstOf(notRun), gate.fail_on);
  if (notRun.length === 0 || (!isJudged && !isFailed)) return [];
  const noun = targetNouns[kind];
  const checks = namesOf(notRun);
  const isOne = notRun.length === 1;
  return [
    {
      effect: isFailed ? 'deny' : 'none',
      code: isFailed ? 'checks-not-run' : 'checks-not-run-reported',
      severity: gate.not_run === 'fail' ? worstOf(notRun) : 'info',
      message: {
        en: `${notRun.length} of the policy's checks ${isOne ? 'was' : 'were'} not run: ${isOne ? 'it looks' : 'they look'} at other inputs (${checks.en}).`,
        zh: `策略中有 ${notRun.length} 个检查项不适用于${noun.zh}，未执行（${checks.zh}）。`,
      },
      remediation: {
        en: 'Judge the inputs that they look at as well: workload definitions, Dockerfiles, images.',
        zh: '请同时判定这些检查项所针对的输入：工作负载定义、Dockerfile、镜像。',
      },
      findings: [],
    },
  ];
}

const namesOnce = new WeakMap<GateInput['notRun'], Text>();

/** Written once for each policy and kind, however many targets are judged. */
function namesOf(notRun: GateInput['notRun']): Text {
  const known = namesOnce.get(notRun);
  if (known) return known;
  const names = listed(notRun.map(({ id }) => id).sort(), shownChecks);
  namesOnce.set(notRun, names);
  return names;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
