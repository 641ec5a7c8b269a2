import type { DaemonConfiguration, DaemonSettings, Setting } from '../../model/daemon-facts.js';
import { redactText } from '../../secrets/redaction.js';
import type { DocumentObject } from '../../text/documents.js';
import { safeValue } from '../run-command/argv-secrets.js';
import type { DaemonFlags } from './daemon-arguments.js';
import { daemonOptions, flagNamed, isKnownKey, type DaemonOption } from './daemon-options.js';
import type { DockerInfo } from './docker-info.js';

/** What tells of a daemon's settings. */
export interface SettingSources {
  /** Daemon.json, one that is not there as an empty one; null: not known. */
  readonly file: DocumentObject | null;
  /** Null: not known. */
  readonly flags: DaemonFlags | null;
  /** Whether what neither sets is at its default: both are known, or the file alone is judged. */
  readonly isComplete: boolean;
  readonly info: DockerInfo | null;
}

/** What is in force: what the running daemon tells, else what a flag or the file sets, else the default. */
export function daemonSettings(sources: SettingSources): DaemonSettings {
  const { info } = sources;
  const at = settingsOf(sources);
  const options = daemonOptions;
  return {
    icc: at(options.icc),
    logLevel: at(options.logLevel),
    debug: at(options.debug, info?.isDebugging),
    iptables: at(options.iptables),
    ip6tables: at(options.ip6tables),
    ip: at(options.ip),
    allowDirectRouting: at(options.allowDirectRouting),
    insecureRegistries: safeTexts(at(options.insecureRegistries, info?.insecureRegistries)),
    registryMirrors: safeTexts(at(options.registryMirrors, info?.registryMirrors)),
    storageDriver: known(at(options.storageDriver, info?.storageDriver)),
    storageOptions: safeTexts(at(options.storageOptions)),
    hosts: safeTexts(at(options.hosts)),
    tls: at(options.tls),
    tlsVerify: at(options.tlsVerify),
    tlsCa: at(options.tlsCa),
    tlsCertificate: at(options.tlsCertificate),
    tlsKey: at(options.tlsKey),
    defaultUlimits: safeRecord(at(options.defaultUlimits)),
    usernsRemap: safeText(at(options.usernsRemap)),
    cgroupParent: safeText(at(options.cgroupParent)),
    authorizationPlugins: safeTexts(at(options.authorizationPlugins, info?.authorizationPlugins)),
    logDriver: safeText(at(options.logDriver, info?.logDriver)),
    logOptions: safeRecord(at(options.logOptions)),
    noNewPrivileges: at(options.noNewPrivileges, info?.hasNoNewPrivileges),
    liveRestore: at(options.liveRestore, info?.isLiveRestoring),
    userlandProxy: at(options.userlandProxy),
    seccompProfile: safeText(at(options.seccompProfile, info?.seccompProfile)),
    selinuxEnabled: at(options.selinuxEnabled, info?.isSelinuxEnabled),
    experimental: at(options.experimental, info?.isExperimental),
    metricsAddress: safeText(at(options.metricsAddress)),
    dataRoot: safeText(at(options.dataRoot, info?.dataRoot)),
    defaultCgroupNamespace: safeText(at(options.defaultCgroupNamespace)),
    defaultIpcMode: safeText(at(options.defaultIpcMode)),
  };
}

function settingsOf(sources: SettingSources) {
  return <Value>(option: DaemonOption<Value>, running: Value | null = null) =>
    settingOf(option, sources, running);
}

function settingOf<Value>(
  option: DaemonOption<Value>,
  sources: SettingSources,
  running: Value | null,
): Setting<Value> | null {
  const stated = statedSetting(option, sources);
  if (running !== null && running !== undefined) {
    const isSame = JSON.stringify(stated?.value) === JSON.stringify(running);
    return stated && isSame ? stated : { value: running, source: 'info' };
  }
  return stated;
}

function statedSetting<Value>(
  { key, flag, ofJson, ofFlags, standard }: DaemonOption<Value>,
  { file, flags, isComplete }: SettingSources,
): Setting<Value> | null {
  const words = flags?.get(flag);
  if (words) {
    const value = ofFlags(words);
    return value === null ? null : { value, source: 'flag' };
  }
  if (file && Object.hasOwn(file, key)) {
    const value = ofJson(file[key]);
    return value === null ? null : { value, source: 'daemon.json' };
  }
  return isComplete ? { value: standard, source: 'default' } : null;
}

/** The engine picks a storage driver where none is named: which one is not known. */
function known(setting: Setting<string> | null): Setting<string> | null {
  return setting?.value === '' ? null : safeText(setting);
}

function safeText(setting: Setting<string> | null): Setting<string> | null {
  return setting && { ...setting, value: redactText(setting.value) };
}

function safeTexts(setting: Setting<readonly string[]> | null): Setting<readonly string[]> | null {
  return setting && { ...setting, value: setting.value.map(redactText) };
}

function safeRecord(
  setting: Setting<Readonly<Record<string, string>>> | null,
): Setting<Readonly<Record<string, string>>> | null {
  if (!setting) return null;
  const entries = Object.entries(setting.value).map(([name, value]) => [
    redactText(name),
    safeValue(name, value),
  ]);
  return { ...setting, value: Object.fromEntries(entries) as Record<string, string> };
}

/** What is wrong with a daemon.json that is a JSON object. */
export function configurationOf(file: DocumentObject, flags: DaemonFlags | null): DaemonConfiguration {
  const keys = Object.keys(file).sort();
  const wrong = Object.values(daemonOptions).filter(
    ({ key, ofJson }) => Object.hasOwn(file, key) && ofJson(file[key]) === null,
  );
  return {
    error: null,
    unknownKeys: keys.filter((key) => !isKnownKey(key)).map(redactText),
    wrongTypes: wrong.map(({ key }) => key).sort(),
    conflicts: flags && keys.filter((key) => isKnownKey(key) && flags.has(flagNamed(key))),
    keys: keys.map(redactText),
  };
}
