import { z } from 'zod';
import type { AuditWatch, HostFile } from '../model/machine-facts.js';
import type { Text } from '../model/text.js';
import type { SectionOutcome } from './check.js';
import { exampleFiles } from './example-host-files.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostUnknown, type HostFault } from './host-check.js';
import { leftOut, notThere, wasLookedAt } from './host-files.js';
import { auditTargets } from './host-targets.js';

const sections = auditTargets.map(({ section }) => section);

export const hostAuditRulesCheck = hostCheck({
  id: 'host-audit-rules',
  title: { en: 'Audit rules for Docker files missing', zh: '未配置 Docker 审计规则' },
  area: 'host',
  parts: ['audit-rules', 'files'],
  severity: 'low',
  parameters: z.object({
    require_persistent: z
      .boolean()
      .default(true)
      .describe('A rule must be loaded, and stand in a file that is loaded at the next start.'),
    skip: z.array(z.string()).default([]).describe('Targets that do not count: dockerd, var-lib-docker.'),
  }),
  remediation: {
    en: 'Add a watch (-w PATH -p wa -k docker) to a file in /etc/audit/rules.d and load it: augenrules --load.',
    zh: '在 /etc/audit/rules.d 的文件中添加监视规则（-w 路径 -p wa -k docker），并以 augenrules --load 加载。',
  },
  references: { cis: sections, bench: sections, nist: ['4.5.5'], seed: ['§8.1', '§8.3'] },
  evaluate(facts, { require_persistent, skip }) {
    const { auditWatches, files } = facts.machine;
    const what: Text = { en: 'What the audit watches', zh: '审计规则' };
    if (auditWatches === null) return hostUnknown(facts, what, 'audit-rules');
    if (files === null)
      return hostUnknown(facts, { en: 'Which files there are', zh: '文件是否存在' }, 'files');
    const faults: HostFault[] = [];
    const open: string[] = [];
    const outcomes: Record<string, SectionOutcome> = {};
    for (const { id, section, paths } of auditTargets) {
      const found = skip.includes(id)
        ? leftOut
        : ofTarget(id, paths(facts), { files, watches: auditWatches, require_persistent });
      outcomes[section] = 'element' in found ? { result: 'fail', elements: [found.element] } : found;
      if ('element' in found) faults.push(found);
      else if (found.result === 'unknown') open.push(id);
    }
    return { faults, undecided: open.length === 0 ? null : undecidedOn(open), sections: outcomes };
  },
  examples: {
    good: [
      {
        name: 'loaded and stored',
        input: 'host',
        text: aBundle({ files: exampleFiles(), 'audit-rules': exampleRules('loaded', 'stored') }),
      },
      {
        name: 'loaded',
        input: 'host',
        text: aBundle({ files: exampleFiles(), 'audit-rules': exampleRules('loaded') }),
        parameters: { require_persistent: false },
      },
    ],
    bad: [
      { name: 'none', input: 'host', text: aBundle({ files: exampleFiles(), 'audit-rules': 'No rules' }) },
      {
        name: 'loaded alone',
        input: 'host',
        text: aBundle({ files: exampleFiles(), 'audit-rules': exampleRules('loaded') }),
      },
    ],
  },
});

/** Watches of whole folders, as `auditctl -l` prints them. */
function exampleRules(...origins: readonly ('loaded' | 'stored')[]): string {
  const folders = ['/usr/bin', '/usr/lib/systemd/system', '/etc', '/run', '/var/lib/docker'];
  return origins
    .map((origin) => [`# ${origin}`, ...folders.map((path) => `-w ${path} -p wa -k docker`)].join('\n'))
    .join('\n');
}

interface Watched {
  readonly files: Readonly<Record<string, HostFile | null>>;
  readonly watches: readonly AuditWatch[];
  readonly require_persistent: boolean;
}

/** What is wrong with the rules for one target that is at one of the paths; else what became of it. */
function ofTarget(
  id: string,
  wanted: readonly string[],
  { files, watches, require_persistent }: Watched,
): HostFault | SectionOutcome {
  const unknown: SectionOutcome = { result: 'unknown', elements: [], reason: undecidedOn([id]) };
  const existing = wanted.filter((path) => Object.hasOwn(files, path) && files[path] !== null);
  if (existing.length === 0) return wanted.every((path) => wasLookedAt(path, files)) ? notThere : unknown;
  const state = stateOf(existing, watches, files);
  if (state === 'none') return missing(id, existing[0]!);
  if (!require_persistent || state === 'both') return { result: 'pass', elements: [] };
  return state === 'unknown' ? unknown : halfway(id, existing[0]!, state);
}

type WatchState = 'none' | 'loaded' | 'stored' | 'both' | 'unknown';

/** Whether one of the paths, or a folder above it, is watched for writes and for changes of attributes. */
function stateOf(
  paths: readonly string[],
  watches: readonly AuditWatch[],
  files: Readonly<Record<string, HostFile | null>>,
): WatchState {
  const own = watches.filter(
    ({ path, permissions }) =>
      paths.some((target) => covers(path, target, files)) && /w/.test(permissions) && /a/.test(permissions),
  );
  const has = (origin: AuditWatch['origin']) => own.some((watch) => watch.origin === origin);
  if (own.length === 0) return 'none';
  if (has('loaded') && has('stored')) return 'both';
  if (has('unknown')) return 'unknown';
  return has('loaded') ? 'loaded' : 'stored';
}

/** A watch of a folder holds for what is below it. */
function covers(watched: string, target: string, files: Readonly<Record<string, HostFile | null>>): boolean {
  if (watched === target) return true;
  const isFile = Object.hasOwn(files, watched) && files[watched]?.type !== 'directory';
  return !isFile && (watched === '/' || target.startsWith(`${watched}/`));
}

function missing(id: string, path: string): HostFault {
  return {
    element: id,
    fact: 'host.auditWatches',
    value: path,
    part: 'audit-rules',
    message: {
      en: `Changes of ${path} are not audited: -w ${path} -p wa -k docker`,
      zh: `未审计 ${path} 的变更：-w ${path} -p wa -k docker`,
    },
  };
}

function halfway(id: string, path: string, state: 'loaded' | 'stored'): HostFault {
  const message =
    state === 'loaded'
      ? {
          en: `The rule for ${path} is lost with the next start: no file has it.`,
          zh: `${path} 的规则重启后失效：未写入文件。`,
        }
      : { en: `The rule for ${path} is not loaded.`, zh: `${path} 的规则尚未加载。` };
  const fault = missing(id, path);
  return state === 'loaded' ? { ...fault, message, severity: 'info' } : { ...fault, message };
}

function undecidedOn(ids: readonly string[]): Text {
  return {
    en: `Whether there is a rule that is loaded and lasts is not known of: ${ids.join(', ')}.`,
    zh: `以下目标是否有已加载且持久的规则未知：${ids.join('、')}。`,
  };
}
