import { readMount } from '../adapters/docker-options/mount-options.js';
import { findRuns } from '../adapters/run-command/find-run.js';
import { parseRun, type GivenFlag, type ParsedRun } from '../adapters/run-command/given-flags.js';
import type { Range } from '../adapters/run-command/shell-word.js';
import type { Text } from '../model/text.js';
import type { JsonValue } from '../remediation/edit.js';
import {
  healthKeys,
  listKeys,
  meaninglessFlags,
  switchKeys,
  textKeys,
  wholeNumbers,
} from './compose-keys.js';

/** A service of compose, with what it needs beside it. */
export interface ComposeService {
  readonly service: Readonly<Record<string, JsonValue>>;
  /** Names of networks and volumes that the file must declare. */
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** What of the line has no place in the service. */
  readonly left: readonly Text[];
}

/** A `docker run` line as a service; null: the text holds none. */
export function composeServiceOf(text: string): ComposeService | null {
  const [run] = findRuns(text).runs;
  if (!run) return null;
  const parsed = parseRun(run);
  const builder = new ServiceBuilder();
  builder.image(parsed);
  for (const flag of parsed.flags) builder.take(flag);
  return builder.built();
}

class ServiceBuilder {
  private readonly service: Record<string, JsonValue> = {};
  private readonly networks: string[] = [];
  private readonly volumes = new Set<string>();
  private readonly left: Text[] = [];

  image({ run, image }: ParsedRun): void {
    if (image === null) return;
    const words = run.words.slice(image).map(({ text, expansions }) => this.interpolated(text, expansions));
    this.service['image'] = words[0]!;
    if (words.length > 1) this.service['command'] = words.slice(1);
  }

  take(flag: GivenFlag): void {
    const name = flag.flag;
    const value = this.interpolated(flag.value ?? 'true', flag.expansions);
    if (own(textKeys, name)) this.set(own(textKeys, name)!, value);
    else if (own(switchKeys, name)) {
      if (value !== 'false') this.service[own(switchKeys, name)!] = true;
    } else if (own(listKeys, name)) this.add(own(listKeys, name)!, value);
    else if (own(healthKeys, name)) this.member('healthcheck', own(healthKeys, name)!, value);
    else if (!meaninglessFlags.has(name)) this.takeOther(name, value, flag);
  }

  private takeOther(name: string, value: string, flag: GivenFlag): void {
    const [key = '', ...rest] = value.split('=');
    switch (name) {
      case '--network':
        return this.network(value);
      case '--mount':
        return this.mount(value, flag);
      case '--log-driver':
        return this.member('logging', 'driver', value);
      case '--log-opt':
        return this.member('logging', 'options', { ...this.options(), [key]: rest.join('=') });
      case '--health-cmd':
        return this.member('healthcheck', 'test', ['CMD-SHELL', value]);
      case '--no-healthcheck':
        return this.member('healthcheck', 'disable', true);
      case '--ulimit':
        return this.ulimit(key, rest.join('='));
      case '--gpus':
        return this.set('gpus', value);
      case '--stop-timeout':
        return this.set('stop_grace_period', `${value}s`);
      default:
        this.left.push({ en: `${name} has no place in a service.`, zh: `${name} 在服务定义中没有对应项。` });
    }
  }

  built(): ComposeService {
    if (this.networks.length > 0) {
      this.service['networks'] = this.networks;
      delete this.service['network_mode'];
    }
    for (const entry of listIn(this.service['volumes'])) {
      const name = typeof entry === 'string' ? /^([\w][\w.-]*):/.exec(entry)?.[1] : undefined;
      if (name !== undefined) this.volumes.add(name);
    }
    return {
      ...{ service: this.service, networks: this.networks },
      ...{ volumes: [...this.volumes].sort(), left: this.left },
    };
  }

  private set(key: string, value: string): void {
    this.service[key] = wholeNumbers.has(key) && /^-?\d+$/.test(value) ? Number(value) : value;
  }

  private add(key: string, value: string): void {
    const written = key === 'security_opt' ? securityText(value) : value;
    this.service[key] = [...listIn(this.service[key]), written];
  }

  private member(key: string, name: string, value: JsonValue): void {
    const before = this.service[key];
    const map = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
    const isCount = wholeNumbers.has(name) && typeof value === 'string';
    this.service[key] = { ...map, [name]: isCount ? Number(value) : value };
  }

  private options(): Record<string, JsonValue> {
    const logging = this.service['logging'] as { options?: Record<string, JsonValue> } | undefined;
    return logging?.options ?? {};
  }

  private network(value: string): void {
    const isMode = /^(?:host|none|bridge|default|container:.*)$/.test(value);
    if (isMode) this.service['network_mode'] = value === 'default' ? 'bridge' : value;
    else this.networks.push(/(?:^|,)name=([^,]+)/.exec(value)?.[1] ?? value);
  }

  private ulimit(name: string, value: string): void {
    const [soft = '', hard = soft] = value.split(':');
    this.member('ulimits', name, { soft: Number(soft), hard: Number(hard) });
  }

  private mount(value: string, flag: GivenFlag): void {
    const { mount } = readMount(flag.value ?? '', flag.expansions);
    if (!mount || !['bind', 'volume', 'tmpfs'].includes(mount.type)) {
      this.left.push({
        en: `--mount ${value} has no place in a service.`,
        zh: `--mount ${value} 在服务定义中没有对应项。`,
      });
      return;
    }
    const { type, source, target, isReadOnly, sizeBytes, propagation } = mount;
    if (type === 'volume' && source !== null) this.volumes.add(source);
    const written: JsonValue = {
      type,
      ...(source !== null && { source: this.interpolated(source, []) }),
      target,
      ...(isReadOnly && { read_only: true }),
      ...(propagation !== null && type === 'bind' && { bind: { propagation } }),
      ...(type === 'tmpfs' && sizeBytes !== null && { tmpfs: { size: sizeBytes } }),
    };
    this.service['volumes'] = [...listIn(this.service['volumes']), written];
  }

  /** A word as compose reads it: variables of the shell are its own, any other `$` is doubled. */
  private interpolated(text: string, expansions: readonly Range[]): string {
    let result = '';
    let at = 0;
    for (const { start, end } of expansions) {
      result += text.slice(at, start).replaceAll('$', '$$$$') + this.expanded(text.slice(start, end));
      at = end;
    }
    return result + text.slice(at).replaceAll('$', '$$$$');
  }

  private expanded(text: string): string {
    if (/^\$(?:\w+|\{\w+(?::?[-?][^{}$]*)?\})$/.test(text)) return text;
    if (/^(?:\$\(pwd\)|`pwd`)$/.test(text)) return '${PWD}';
    if (text === '~') return '${HOME}';
    this.left.push({
      en: `What the shell fills in for ${text} is to be written out.`,
      zh: `须写出 ${text} 由 shell 展开后的内容。`,
    });
    return text.replaceAll('$', '$$$$');
  }
}

/** As files of compose have it: `no-new-privileges:true`, `apparmor:name`. */
function securityText(value: string): string {
  return value === 'no-new-privileges' ? `${value}:true` : value.replace(/^(\w[\w-]*)=/, '$1:');
}

function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function listIn(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? [...(value as JsonValue[])] : [];
}
