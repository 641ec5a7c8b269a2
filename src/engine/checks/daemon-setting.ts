import { daemonOptions } from '../adapters/host/daemon-options.js';
import type { DaemonSettings } from '../model/daemon-facts.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { DocumentEdit, JsonValue } from '../remediation/edit.js';
import { hostUnknown, notTold, type HostFault, type HostOutcome } from './host-check.js';

type SettingName = keyof DaemonSettings;

interface SettingFault {
  readonly message: Text;
  /** What daemon.json should say; null: nothing; absent: no program can tell. */
  readonly to?: JsonValue;
  /** Names the element where a setting has several; absent: the setting's key. */
  readonly element?: string;
  /** Of the element; absent: the whole setting. */
  readonly value?: string;
  readonly severity?: Severity;
}

/** What is wrong with a setting, with its place and, in a daemon.json by itself, the edit that mends it. */
export function settingFault(facts: HostFacts, name: SettingName, fault: SettingFault): HostFault {
  const { key } = daemonOptions[name];
  const setting = facts.daemon.settings[name];
  const { to } = fault;
  return {
    element: fault.element ?? key,
    fact: `daemon.${name}`,
    value: fault.value ?? (setting === null ? 'unknown' : shownValue(setting)),
    message: fault.message,
    part: partOf(setting?.source),
    pointer: `/${key}`,
    ...(fault.severity && { severity: fault.severity }),
    ...(to !== undefined && { fix: settingEdits(facts, key, to) }),
  };
}

function shownValue({ value, source }: { readonly value: unknown; readonly source: string }): string {
  return `${JSON.stringify(value)} (${source})`;
}

function partOf(source: string | undefined): HostPart {
  return source === 'flag' ? 'daemon-arguments' : source === 'info' ? 'docker-info' : 'daemon-json';
}

/** A daemon.json that was read by itself is the only text that can be edited. */
export function settingEdits(
  { format, daemon }: HostFacts,
  key: string,
  to: JsonValue,
): readonly DocumentEdit[] {
  if (format !== 'daemon-json' || daemon.configuration?.error !== null) return [];
  const at = { document: 0, pointer: `/${key}` };
  return to === null ? [{ kind: 'remove', ...at }] : [{ kind: 'set', ...at, value: to }];
}

const settingParts: readonly HostPart[] = ['daemon-json', 'daemon-arguments', 'docker-info'];

/** A setting that the decision needs is not known. */
export function settingUnknown(facts: HostFacts, ...names: readonly SettingName[]): HostOutcome {
  return hostUnknown(facts, settingNames(names), ...settingParts);
}

export function settingNotTold(facts: HostFacts, ...names: readonly SettingName[]): Text {
  return notTold(facts, settingNames(names), settingParts);
}

function settingNames(names: readonly SettingName[]): Text {
  const keys = names.map((name) => daemonOptions[name].key).join(', ');
  return { en: `The daemon's setting ${keys}`, zh: `守护进程设置 ${keys} ` };
}

/** Whether the daemon runs without root; of a daemon.json by itself it does not. Null: not known. */
export function isRootless({ format, daemon }: HostFacts): boolean | null {
  return daemon.isRootless ?? (format === 'daemon-json' ? false : null);
}

export const rootlessUnknown: Text = {
  en: 'Whether the daemon is rootless',
  zh: '守护进程是否为 rootless 模式',
};
