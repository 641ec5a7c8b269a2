import { createHash } from 'node:crypto';
import type { HostFacts, HostPart, LonePart } from '../model/host-facts.js';
import { redactText } from '../secrets/redaction.js';
import { isObject, listOf, parseJsonText, textAt, valueOf } from '../text/documents.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { BundleParts } from './host/bundle-parts.js';
import { containersOf, inventoryOf, servicesOf } from './host/container-parts.js';
import { daemonOf } from './host/daemon-part.js';
import { booleanAt, dockerInfo, type DockerInfo } from './host/docker-info.js';
import { hostImagesOf } from './host/image-part.js';
import { machineOf } from './host/machine-part.js';
import { networkOf } from './host/network-part.js';
import { swarmOf } from './host/swarm-part.js';
import type { InputAdapter, ReadOptions, ReadResult } from './input-adapter.js';

/** UTF-16 units of a whole bundle. */
const longestText = 200_000_000;
/** Of what stands around the texts of the parts. */
const bundleLimits = { depth: 16, values: 10_000 } as const;
const supportedVersion = 1;
const longestName = 253;
const bundleMark = /"format"\s*:\s*"ironhull-host-bundle"/;

/** Reads what a collector brought of a host; and by itself a daemon.json, or what `docker info` or `docker inspect` prints. */
export const hostAdapter: InputAdapter<HostFacts> = {
  id: 'host',
  standardName: 'host',
  recognises(text, fileName) {
    if (!/^\ufeff?\s*\{/.test(text.slice(0, 1_000))) return false;
    return isConfigurationName(fileName) || bundleMark.test(text) || isInfo(text);
  },
  read(text, options) {
    if (text.length > longestText) return refused(`it is longer than ${longestText} characters`, '太长');
    if (isConfigurationName(options.name) && !bundleMark.test(text))
      return lonePart('daemon-json', text, options);
    let value: unknown;
    try {
      const limits = bundleMark.test(text) ? bundleLimits : undefined;
      value = parseJsonText(text.replace(/^\ufeff/, ''), 'it', limits);
    } catch (error) {
      return refused(error instanceof UnreadableFileError ? error.message : 'JSON was expected', '应为 JSON');
    }
    if (valueOf(value, 'format') === 'ironhull-host-bundle') return bundle(value, text, options);
    const part = lonePartOf(value);
    if (part === null)
      return refused(
        'a host bundle, a daemon.json, docker info, or what docker inspect prints was expected',
        '应为主机采集包、daemon.json、docker info 或 docker inspect 的输出',
      );
    return lonePart(part, text, options);
  },
};

function isConfigurationName(fileName: string): boolean {
  return /(?:^|[/\\])daemon\.json$/.test(fileName);
}

function isInfo(text: string): boolean {
  return /"ServerVersion"\s*:/.test(text) && /"(?:DockerRootDir|SecurityOptions)"\s*:/.test(text);
}

function bundle(value: unknown, text: string, options: ReadOptions): ReadResult<HostFacts> {
  const version = valueOf(value, 'version');
  if (version !== supportedVersion) {
    const told = ['number', 'string'].includes(typeof version) ? String(version).slice(0, 20) : 'none';
    return refused(
      `version ${supportedVersion} of a host bundle was expected, not ${told}; collect with the collector of this version`,
      `应为第 ${supportedVersion} 版主机采集包，而非 ${told}；请使用本版本的采集器重新采集`,
    );
  }
  const parts = valueOf(value, 'parts');
  if (!isObject(parts)) return refused('the bundle has no parts', '采集包没有内容');
  const about = {
    collectedAt: instantOf(textAt(value, 'collectedAt')),
    machineId: /^[0-9a-f]{32,128}$/.exec(textAt(value, 'machineId') ?? '')?.[0] ?? null,
    hostname: safe(textAt(value, 'hostname')),
    isRoot: booleanAt(value, 'isRoot'),
  };
  return { ok: true, facts: factsOf('bundle', new BundleParts(parts), text, options, about) };
}

type About = Pick<HostFacts, 'collectedAt' | 'machineId' | 'hostname' | 'isRoot'>;
const nothing: About = { collectedAt: null, machineId: null, hostname: null, isRoot: null };

/** Which part a JSON is by itself. Null: none. */
function lonePartOf(value: unknown): LonePart | null {
  if (isObject(value)) return textAt(value, 'ServerVersion') === null ? 'daemon-json' : 'docker-info';
  const [first] = listOf(value);
  if (!isObject(first)) return null;
  if (Object.hasOwn(first, 'HostConfig')) return 'containers';
  if (Object.hasOwn(first, 'RepoTags')) return 'images';
  return Object.hasOwn(first, 'IPAM') ? 'networks' : null;
}

function lonePart(part: LonePart, text: string, options: ReadOptions): ReadResult<HostFacts> {
  return { ok: true, facts: factsOf(part, BundleParts.lone(part, text), text, options, nothing) };
}

function factsOf(
  format: HostFacts['format'],
  parts: BundleParts,
  text: string,
  options: ReadOptions,
  about: About,
): HostFacts {
  const info = infoOf(parts);
  const machine = machineOf(parts, info);
  const isFileAbsent = machine.files ? machine.files['/etc/docker/daemon.json'] === null : null;
  const daemon = daemonOf(parts, info, { isAlone: format === 'daemon-json', isFileAbsent });
  const containers = containersOf(parts, options);
  const images = hostImagesOf(parts);
  const services = servicesOf(parts, options);
  const defaultAddress = daemon.settings.ip?.value ?? null;
  const dataRoot = machine.dataRoot ?? daemon.settings.dataRoot?.value ?? null;
  return {
    kind: 'host',
    format,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    name: options.name,
    ...about,
    hostname: about.hostname ?? safe(info?.hostname ?? null),
    daemon,
    machine: { ...machine, dataRoot, inventory: inventoryOf(parts, containers, info) },
    network: networkOf(parts, { containers, services, defaultAddress }),
    swarm: swarmOf(parts, info),
    containers,
    images,
    services,
    parts: parts.all(),
    problems: parts.problems(),
  };
}

function infoOf(parts: BundleParts): DockerInfo | null {
  const part: HostPart = 'docker-info';
  const value = parts.json(part);
  if (value === undefined) return null;
  if (isObject(value) && textAt(value, 'ServerVersion') !== null) return dockerInfo(value);
  const told = Array.isArray(valueOf(value, 'ServerErrors'))
    ? 'the daemon did not answer'
    : 'it is no docker info';
  parts.unreadable(part, told);
  return null;
}

function instantOf(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}

function safe(text: string | null): string | null {
  return text === null ? null : redactText(text.slice(0, longestName));
}

function refused(en: string, zh: string): ReadResult<HostFacts> {
  const message = { en: `The document cannot be read: ${en}.`, zh: `无法读取该文档：${zh}。` };
  return { ok: false, problem: { file: null, line: null, column: null, message } };
}
