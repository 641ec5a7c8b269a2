import { daemonOptions, flagNamed } from '../adapters/host/daemon-options.js';
import { noFiles } from '../adapters/input-adapter.js';
import { pointerPart } from '../adapters/json-pointer.js';
import { checks } from '../checks/index.generated.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { applyFixes } from '../remediation/apply-fixes.js';
import { editDocument } from '../remediation/document-editor.js';
import { fixReport, type FixReport } from '../remediation/fix-report.js';
import { isObject, parseJsonText } from '../text/documents.js';
import {
  defineHardening,
  type HardeningChange,
  type HardeningHost,
  type HardeningProduct,
} from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';

export const daemonGenerator = defineHardening({
  id: 'daemon',
  title: { en: 'daemon.json', zh: 'daemon.json' },
  subject: 'host',
  generate(host, settings): readonly HardeningProduct[] | Text {
    const before = host.textOf('daemon-json') ?? '{}';
    const mended = mendedFile(before, host, settings);
    if ('en' in mended) return mended;
    const { report, text } = mended;
    const flagged = keysOfFlags(text, before, host.facts);
    const edits = flagged.map((key) => ({ kind: 'remove', document: 0, pointer: pointerPart(key) }) as const);
    const edited = edits.length === 0 ? null : editDocument(text, edits);
    const after = edited?.ok ? edited.text : text;
    const isKept = ({ element }: { readonly element: string }) => !flagged.includes(element.split('/')[0]!);
    const applied = report.applied.filter(isKept);
    const risks = new Map(applied.flatMap(({ risk }) => (risk ? [[risk.en, risk] as const] : [])));
    return [
      {
        fileName: 'daemon.json',
        text: after.endsWith('\n') ? after : `${after}\n`,
        use,
        changes: applied.map(({ check, message }) => ({ check, message })),
        risks: [...risks.values(), restart],
        undo,
        open: [
          ...openOf(host, flagged),
          ...report.remaining.map(({ check, message }) => ({ check, message })),
        ],
      },
    ];
  },
});

const use: Text = {
  en: 'dockerd --validate --config-file daemon.json tells whether it is right; put it at /etc/docker/daemon.json and restart the daemon.',
  zh: '先用 dockerd --validate --config-file daemon.json 验证，再放到 /etc/docker/daemon.json 并重启守护进程。',
};
const restart: Text = {
  en: 'The daemon has to be restarted: without live-restore in force before, every container stops for that time.',
  zh: '须重启守护进程：若此前未启用 live-restore，所有容器将随之停止。',
};
const undo: Text = {
  en: 'Keep the file as it is now (cp /etc/docker/daemon.json /root/daemon.json.before), put it back and restart the daemon.',
  zh: '事先备份（cp /etc/docker/daemon.json /root/daemon.json.before），恢复后重启守护进程即可。',
};

/**
 * Checks whose fixes would take keys away that nobody asked to lose, or images and containers out of sight; and that of
 * where logs go: another driver takes other options, and is for whoever collects them to choose.
 */
function leftAlone({ remapsUsers }: HardeningSettings): string[] {
  return ['daemon-config-valid', 'daemon-log-remote', ...(remapsUsers ? [] : ['daemon-userns-remap'])];
}

/** Checks that count: a node of a swarm does not start with live-restore, nor a daemon without iptables with icc off. */
function countedChecks({ facts }: HardeningHost): string[] {
  const isInSwarm = facts.swarm.state !== null && facts.swarm.state !== 'inactive';
  const { iptables } = facts.daemon.settings;
  const isWithoutRules = iptables?.source === 'flag' && !iptables.value;
  const refused = [...(isInSwarm ? ['daemon-live-restore'] : []), ...(isWithoutRules ? ['daemon-icc'] : [])];
  return checks.filter(({ id, area }) => area === 'daemon' && !refused.includes(id)).map(({ id }) => id);
}

type Mended = { readonly report: FixReport; readonly text: string } | Text;

/** With every fix of the daemon's checks, as `ironhull fix` makes them. */
function mendedFile(before: string, host: HardeningHost, settings: HardeningSettings): Mended {
  const left = leftAlone(settings);
  const ids = countedChecks(host);
  const name = 'daemon.json';
  const result = isJsonObject(before)
    ? applyFixes({
        ...{ input: 'host', name, text: before, files: noFiles, options: {}, now: host.now },
        ...(host.limits && { limits: host.limits }),
        checks: Object.fromEntries(ids.map((id) => [id, {}])),
        named: ids.filter((id) => !left.includes(id)).map((check) => ({ check, element: null })),
      })
    : null;
  if (!result?.ok)
    return {
      en: 'daemon.json is no JSON object: correct it first.',
      zh: 'daemon.json 不是 JSON 对象：请先修正。',
    };
  return { report: fixReport(result), text: result.files[0]?.after ?? before };
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(parseJsonText(text, 'daemon.json'));
  } catch {
    return false;
  }
}

/** Keys that came in and that a flag of the daemon sets already: with both it does not start. */
function keysOfFlags(text: string, before: string, { daemon }: HostFacts): string[] {
  const had = Object.keys(JSON.parse(before) as object);
  const has = Object.keys(JSON.parse(text) as object);
  const ofFlags = new Set(
    Object.entries(daemonOptions).flatMap(([name, { key }]) =>
      daemon.settings[name as keyof typeof daemonOptions]?.source === 'flag' ? [key] : [],
    ),
  );
  return has.filter((key) => !had.includes(key) && ofFlags.has(key));
}

function openOf({ facts, textOf }: HardeningHost, flagged: readonly string[]): HardeningChange[] {
  const { configuration } = facts.daemon;
  const isFileKnown = textOf('daemon-json') !== null || facts.parts['daemon-json'].status === 'missing';
  const texts = [
    ...flagged.map(setByFlag),
    ...(configuration?.conflicts ?? []).map(setTwice),
    ...(facts.parts['daemon-arguments'].status === 'ok' ? [] : [flagsNotKnown]),
    ...(configuration?.unknownKeys ?? []).map(unknownKey),
    ...(isFileKnown ? [] : [fileNotKnown]),
  ];
  return texts.map((message) => ({ check: 'daemon-config-valid', message }));
}

function setByFlag(key: string): Text {
  const flag = `--${flagNamed(key)}`;
  return {
    en: `The flag ${flag} of dockerd sets ${key}: change it there, the daemon does not start with both.`,
    zh: `dockerd 的启动参数 ${flag} 已设置 ${key}：请在参数处修改，两处并存将无法启动。`,
  };
}

function setTwice(key: string): Text {
  return {
    en: `${key} stands in daemon.json and is a flag besides: take one of them away, dockerd does not start with both.`,
    zh: `${key} 同时出现在 daemon.json 与启动参数中：请删除其一，否则 dockerd 无法启动。`,
  };
}

function unknownKey(key: string): Text {
  return { en: `dockerd knows no key "${key}"; it is kept.`, zh: `dockerd 不认识键“${key}”，已保留。` };
}

const flagsNotKnown: Text = {
  en: 'The flags of dockerd are not known: a key that a flag sets too keeps it from starting (systemctl cat docker).',
  zh: 'dockerd 的启动参数未知：与参数重复的键会导致无法启动（请查看 systemctl cat docker）。',
};
const fileNotKnown: Text = {
  en: 'The present daemon.json is not known: merge this into it.',
  zh: '现有 daemon.json 未知：请将其合并进去。',
};
