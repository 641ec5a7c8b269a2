import { z } from 'zod';
import type { HistoryEntry } from '../model/image-config-facts.js';
import {
  defineCheck,
  type Outcome,
  type SectionOutcome,
  type SectionOutcomes,
  type Text,
  type Violation,
} from './check.js';
import { anImageSubject } from './example-facts.js';
import { historyStep, type HistoryStep } from './history-step.js';
import { outcomeOf } from './outcome.js';

const shownText = 120;
const unrecorded = { en: 'The image records no build history.', zh: '镜像未记录构建历史。' };

interface Fault {
  readonly kind: string;
  readonly severity: 'low' | 'medium';
  readonly what: Text;
}

const faults = {
  add: {
    kind: 'add',
    severity: 'low',
    what: { en: 'adds files with ADD, where COPY would do', zh: '使用 ADD 添加文件，应使用 COPY' },
  },
  update: {
    kind: 'update',
    severity: 'medium',
    what: {
      en: 'updates the package index in a step of its own, so that later steps may install from an old one',
      zh: '单独更新软件包索引，后续步骤可能使用过期的索引安装软件包',
    },
  },
  sudo: {
    kind: 'sudo',
    severity: 'medium',
    what: { en: 'runs a command with sudo', zh: '使用 sudo 执行命令' },
  },
  upgrade: {
    kind: 'upgrade',
    severity: 'low',
    what: {
      en: 'upgrades the whole distribution, which a newer base image would bring reproducibly',
      zh: '升级整个发行版，应改用更新的基础镜像',
    },
  },
} as const satisfies Record<string, Fault>;

const isUpdate = (words: readonly string[]) =>
  /^(?:(?:apt|apt-get|aptitude|apk) update|(?:yum|dnf|microdnf|tdnf) (?:makecache|check-update)|zypper ref(?:resh)?)\b/.test(
    plain(words),
  );
const isUpgrade = (words: readonly string[]) =>
  /^(?:(?:apt|apt-get|aptitude) (?:dist-upgrade|full-upgrade)|(?:yum|dnf) distro-sync|zypper (?:dup|dist-upgrade)|do-release-upgrade)\b/.test(
    plain(words),
  );
const isInstallation = (words: readonly string[]) =>
  /^(?:(?:apt|apt-get|aptitude|yum|dnf|microdnf|tdnf|zypper) (?:install|in|upgrade|update|dist-upgrade|full-upgrade|build-dep|localinstall|groupinstall)|apk (?:add|upgrade))\b/.test(
    plain(words),
  );

/** A command without its options, and without sudo. */
function plain(words: readonly string[]): string {
  const [first, ...rest] = words.filter((word) => !word.startsWith('-'));
  return (first === 'sudo' ? rest : [first, ...rest]).join(' ');
}

function faultsOf({ instruction, commands, isRootFileSystem }: HistoryStep): Fault[] {
  if (instruction === 'ADD') return isRootFileSystem ? [] : [faults.add];
  if (instruction !== 'RUN') return [];
  const found: Fault[] = [];
  const installs = commands.some((words) => !isUpdate(words) && isInstallation(words));
  if (commands.some(isUpdate) && !installs) found.push(faults.update);
  if (commands.some(([first]) => first === 'sudo')) found.push(faults.sudo);
  if (commands.some(isUpgrade)) found.push(faults.upgrade);
  return found;
}

function violationOf({ kind, severity, what }: Fault, { index, createdBy }: HistoryEntry): Violation {
  const text = createdBy.replace(/\s+/g, ' ').trim();
  const shown = text.length > shownText ? `${text.slice(0, shownText)}…` : text;
  return {
    element: `${kind}: ${shown}`,
    message: {
      en: `Build step ${index + 1} ${what.en}: ${shown}.`,
      zh: `第 ${index + 1} 个构建步骤${what.zh}：${shown}。`,
    },
    severity,
    location: { path: `history.${index}`, layer: null, line: null },
    evidence: [{ fact: `history.${index}`, value: shown }],
  };
}

const example = (...steps: readonly string[]) =>
  anImageSubject({
    history: steps.map((createdBy, index) => ({ index, createdBy, createdAt: null, emptyLayer: false })),
  });
const base = '/bin/sh -c #(nop) ADD file:0a1b2c in / ';

/** The steps of base images stand in the history too and count, but for the one that brings the root file system. */
export const imageHistoryHygieneCheck = defineCheck({
  id: 'image-history-hygiene',
  title: { en: 'Risky build steps visible in the history', zh: '构建历史存在不规范步骤' },
  area: 'image',
  inputs: ['image'],
  severity: 'info',
  parameters: z.object({
    require_history: z
      .boolean()
      .default(false)
      .describe('Whether an image without a history is unknown; else the check does not apply to it.'),
  }),
  remediation: {
    en: 'Mend the instruction in the Dockerfile: COPY for ADD, update and install in one RUN, no sudo, a newer base image for an upgrade.',
    zh: '修改 Dockerfile 中的相应指令：用 COPY 代替 ADD，在同一条 RUN 中更新索引并安装，不使用 sudo，用更新的基础镜像代替系统升级。',
  },
  references: {
    cis: ['4.7', '4.9'],
    bench: ['4.7', '4.9'],
    dockle: ['CIS-DI-0007', 'CIS-DI-0009', 'DKL-DI-0001', 'DKL-DI-0003'],
  },
  evaluate({ facts }, { require_history: isRequired }): Outcome {
    const { history } = facts;
    if (history.length === 0) {
      return { result: isRequired ? 'unknown' : 'not_applicable', reason: unrecorded };
    }
    const found = history.flatMap((entry, position) =>
      faultsOf(historyStep(entry.createdBy, position === 0)).map((fault) => violationOf(fault, entry)),
    );
    const outcome = outcomeOf(found);
    return outcome.result === 'fail' ? { ...outcome, sections: sectionsOf(found) } : outcome;
  },
  examples: {
    good: [
      { name: 'copies', subject: anImageSubject() },
      {
        name: 'an installation on a base',
        subject: example(base, 'RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit'),
      },
    ],
    bad: [
      { name: 'an update alone', subject: example(base, 'RUN /bin/sh -c apt-get update # buildkit') },
      {
        name: 'a remote file',
        subject: example(base, 'ADD https://example.com/tool /usr/bin/tool # buildkit'),
      },
    ],
  },
});

/** Updates by themselves are one recommendation (4.7), ADD another (4.9). */
function sectionsOf(found: readonly Violation[]): SectionOutcomes {
  const sectionOf = (kind: keyof typeof faults): SectionOutcome => {
    const elements = found.flatMap(({ element }) => (element.startsWith(`${kind}: `) ? [element] : []));
    return { result: elements.length > 0 ? 'fail' : 'pass', elements };
  };
  return { '4.7': sectionOf('update'), '4.9': sectionOf('add') };
}
