import type { DaemonConfiguration, DaemonFacts } from '../../model/daemon-facts.js';
import type { DocumentObject } from '../../text/documents.js';
import { isObject } from '../../text/documents.js';
import type { BundleParts } from './bundle-parts.js';
import { daemonFlags, type DaemonFlags } from './daemon-arguments.js';
import { configurationOf, daemonSettings } from './daemon-settings.js';
import type { DockerInfo } from './docker-info.js';

const usualFile = '/etc/docker/daemon.json';

/**
 * The daemon, of its command line, its configuration and what it tells.
 * @param isAlone daemon.json by itself is judged: the flags are taken to set nothing
 * @param isFileAbsent whether the host has no daemon.json; null: not known
 */
export function daemonOf(
  parts: BundleParts,
  info: DockerInfo | null,
  { isAlone, isFileAbsent }: { readonly isAlone: boolean; readonly isFileAbsent: boolean | null },
): DaemonFacts {
  const flags = flagsOf(parts);
  const { file, configuration } = fileOf(parts, flags, isFileAbsent === true);
  const isComplete = file !== null && (flags !== null || isAlone);
  const status = statusOf(parts);
  return {
    isRootless: info?.isRootless ?? status.isRootless,
    processUid: status.processUid,
    securityOptions: info?.securityOptions ?? null,
    firewallBackend: info?.firewallBackend ?? null,
    settings: daemonSettings({ file, flags, isComplete, info }),
    configuration,
  };
}

/** Null: not known. The command line begins with the daemon's own name, whatever its folder. */
function flagsOf(parts: BundleParts): DaemonFlags | null {
  const words = parts.lines('daemon-arguments')?.map((word) => word.trim());
  if (!words) return null;
  if (/(?:^|\/)dockerd[^/]*$/.test(words[0] ?? '')) return daemonFlags(words);
  parts.unreadable('daemon-arguments', 'it is no command line of dockerd');
  return null;
}

interface ConfigurationFile {
  /** Null: not known. */
  readonly file: DocumentObject | null;
  readonly configuration: DaemonConfiguration | null;
}

function fileOf(parts: BundleParts, flags: DaemonFlags | null, isAbsent: boolean): ConfigurationFile {
  const elsewhere = flags?.get('config-file')?.at(-1) ?? usualFile;
  if (elsewhere !== usualFile) {
    parts.unreadable('daemon-json', 'the daemon reads its configuration from another file');
    return { file: null, configuration: null };
  }
  const text = parts.text('daemon-json');
  if (text === null) {
    const isMissing = isAbsent || parts.state('daemon-json').status === 'missing';
    const file = isMissing ? {} : null;
    return { file, configuration: file && configurationOf(file, flags) };
  }
  const value = parts.json('daemon-json');
  if (isObject(value)) return { file: value, configuration: configurationOf(value, flags) };
  if (value !== undefined) parts.unreadable('daemon-json', 'it is no object');
  const error = parts.state('daemon-json').reason ?? 'it is no JSON';
  return { file: null, configuration: { error, unknownKeys: [], wrongTypes: [], conflicts: [], keys: [] } };
}

/** `rootless=true`, `uid: 1000`, `user root`, one a line. */
function statusOf(parts: BundleParts): Pick<DaemonFacts, 'isRootless' | 'processUid'> {
  const entries = new Map(
    (parts.lines('dockerd-status') ?? []).flatMap((line) => {
      const [, name, value] = /^([a-z]+)(?:\s*[=:]\s*|\s+)(\S+)$/i.exec(line.trim()) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value!] as const];
    }),
  );
  const rootless = entries.get('rootless');
  const user = entries.get('uid') ?? entries.get('user');
  return {
    isRootless: rootless === 'true' ? true : rootless === 'false' ? false : null,
    processUid: user === 'root' ? 0 : user !== undefined && /^\d{1,10}$/.test(user) ? Number(user) : null,
  };
}
