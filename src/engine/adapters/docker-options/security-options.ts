import type { Text } from '../../model/text.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import { truthOf } from './pieces.js';

type Security = Pick<WorkloadFacts, 'noNewPrivileges' | 'seccomp' | 'apparmor' | 'selinux' | 'procMasks'>;

export interface SecurityOption {
  readonly key: string;
  readonly value: string | null;
  /** Written with the old separator `:`. */
  readonly hasColon: boolean;
}

/** The last is the most that is kept of a profile's text. */
const longestProfile = 1_000_000;
const keys = [
  'no-new-privileges',
  'seccomp',
  'apparmor',
  'label',
  'systempaths',
  'writable-cgroups',
  'credentialspec',
  'mask',
  'unmask',
  'proc-opts',
];

/** One `--security-opt`, also with the old separator (`seccomp:unconfined`). */
export function securityOption(text: string): SecurityOption {
  const separator = /[=:]/.exec(text);
  if (!separator) return { key: text, value: null, hasColon: false };
  return {
    key: text.slice(0, separator.index),
    value: text.slice(separator.index + 1),
    hasColon: separator[0] === ':',
  };
}

/** Why the engine refuses an option; null: it does not. */
export function securityOptionProblem({ key, value }: SecurityOption): Text | null {
  if (!keys.includes(key)) return { en: `"${key}" is no security option`, zh: `“${key}”不是安全选项` };
  if (key === 'no-new-privileges')
    return value === null || truthOf(value) !== null
      ? null
      : { en: 'no-new-privileges is true or false', zh: 'no-new-privileges 只能为 true 或 false' };
  if (value === null || value === '') return { en: `${key} needs a value`, zh: `${key} 缺少值` };
  if (key === 'systempaths' && value !== 'unconfined')
    return { en: 'systempaths can only be unconfined', zh: 'systempaths 只能为 unconfined' };
  return null;
}

/**
 * What the options state together; later ones win.
 * @param profileText the text of a profile that an option names; null: it is not to be had
 */
export function readSecurityOptions(
  options: readonly SecurityOption[],
  profileText: (kind: 'seccomp' | 'apparmor', name: string) => string | null,
): Security {
  let security: Security = {
    noNewPrivileges: null,
    seccomp: { mode: null, profile: null },
    apparmor: { mode: null, profile: null },
    selinux: { mode: null, options: null },
    procMasks: null,
  };
  for (const { key, value } of options) {
    if (key === 'no-new-privileges')
      security = { ...security, noNewPrivileges: value === null ? true : truthOf(value) };
    else if (value === null) continue;
    else if (key === 'seccomp' || key === 'apparmor')
      security = { ...security, [key]: profileOf(key, value, profileText) };
    else if (key === 'label') security = { ...security, selinux: withLabel(security.selinux, value) };
    else if (key === 'systempaths' || (key === 'unmask' && value.toUpperCase() === 'ALL'))
      security = { ...security, procMasks: 'unmasked' };
  }
  return security;
}

function profileOf(
  kind: 'seccomp' | 'apparmor',
  value: string,
  profileText: (kind: 'seccomp' | 'apparmor', name: string) => string | null,
): Security['seccomp'] {
  if (value === 'unconfined') return { mode: 'unconfined', profile: null };
  if (value === (kind === 'seccomp' ? 'builtin' : 'docker-default'))
    return { mode: 'default', profile: value };
  const text = profileText(kind, value) ?? value;
  return { mode: 'custom', profile: text.slice(0, longestProfile) };
}

function withLabel(selinux: Security['selinux'], value: string): Security['selinux'] {
  if (value === 'disable') return { mode: 'disabled', options: null };
  const [key = '', ...rest] = value.split(':');
  const options = selinux.options ?? { user: null, role: null, type: null, level: null };
  if (!Object.hasOwn(options, key)) return { mode: 'custom', options: selinux.options };
  return { mode: 'custom', options: { ...options, [key]: rest.join(':') } };
}
