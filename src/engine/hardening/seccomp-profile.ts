import { isObject, listOf, parseJsonText, type DocumentObject } from '../text/documents.js';
import {
  allowedOn,
  allowedWith,
  alwaysAllowed,
  architectures,
  harmlessPersonalities,
  namespaceFlags,
} from './seccomp-defaults.js';

export interface SeccompArgument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: string;
}

interface Scope {
  readonly caps?: readonly string[];
  readonly arches?: readonly string[];
  readonly minKernel?: string;
}

/** A rule of Docker's form of a profile (https://docs.docker.com/engine/security/seccomp/). */
export interface SeccompRule {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly SeccompArgument[];
  readonly includes?: Scope;
  readonly excludes?: Scope;
}

export interface SeccompArchitecture {
  readonly architecture: string;
  readonly subArchitectures: readonly string[] | null;
}

export interface SeccompProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly archMap: readonly SeccompArchitecture[];
  readonly syscalls: readonly SeccompRule[];
}

const allow = 'SCMP_ACT_ALLOW';
const admin = 'CAP_SYS_ADMIN';

/** Docker's default, as the product knows it: made anew of its facts. */
export function standardProfile(): SeccompProfile {
  const withNamespaces = { excludes: { caps: [admin] } };
  const isS390 = { arches: ['s390', 's390x'] };
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 1,
    archMap: architectures.map(([own, ...others]) => ({
      architecture: `SCMP_ARCH_${own}`,
      subArchitectures: others.length === 0 ? null : others.map((name) => `SCMP_ARCH_${name}`),
    })),
    syscalls: [
      { names: alwaysAllowed, action: allow },
      {
        names: ['process_vm_readv', 'process_vm_writev', 'ptrace'],
        action: allow,
        includes: { minKernel: '4.8' },
      },
      ...harmlessPersonalities.map((value) => ruleFor('personality', { index: 0, value, op: 'SCMP_CMP_EQ' })),
      ...allowedOn.map(({ arches, names }) => ({ names, action: allow, includes: { arches } })),
      ...Object.entries(allowedWith).map(([capability, names]) => ({
        ...{ names, action: allow, includes: { caps: [`CAP_${capability}`] } },
      })),
      { ...cloneRule(0), excludes: { caps: [admin], ...isS390 } },
      { ...cloneRule(1), includes: isS390, ...withNamespaces },
      { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38, ...withNamespaces },
      ...ownFamilies.map((value) => ruleFor('socket', { index: 0, value, op: 'SCMP_CMP_EQ' })),
    ],
  };
}

/** Families of sockets: of the same host, IPv4, IPv6, the kernel's own news, and raw frames. */
export const families = { unix: 1, inet: 2, inet6: 10, netlink: 16, packet: 17 } as const;
const ownFamilies: readonly number[] = Object.values(families);

export function ruleFor(name: string, argument: SeccompArgument): SeccompRule {
  return { names: [name], action: allow, args: [argument] };
}

function cloneRule(index: number): SeccompRule {
  return ruleFor('clone', { index, value: namespaceFlags, op: 'SCMP_CMP_MASKED_EQ' });
}

const longest = 1_000_000;

/** A profile of Docker's form as it is written; null: it is none, or has a part that is not understood. */
export function readProfile(text: string): SeccompProfile | null {
  const document = documentOf(text);
  if (!document || typeof document['defaultAction'] !== 'string' || document['defaultAction'] === allow)
    return null;
  const rules = listOf(document['syscalls']).map(ruleOf);
  const architecturesThere = listOf(document['archMap']).flatMap(architectureOf);
  if (rules.length === 0 || rules.some((rule) => rule === null)) return null;
  const errno = document['defaultErrnoRet'];
  return {
    defaultAction: document['defaultAction'],
    ...(typeof errno === 'number' && { defaultErrnoRet: errno }),
    archMap: architecturesThere,
    syscalls: rules as SeccompRule[],
  };
}

function documentOf(text: string): DocumentObject | null {
  if (text.length > longest) return null;
  try {
    const value = parseJsonText(text, 'it');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function architectureOf(value: unknown): SeccompArchitecture[] {
  if (!isObject(value) || typeof value['architecture'] !== 'string') return [];
  const others = textsOf(value['subArchitectures']);
  return [{ architecture: value['architecture'], subArchitectures: others.length === 0 ? null : others }];
}

function ruleOf(value: unknown): SeccompRule | null {
  if (!isObject(value) || typeof value['action'] !== 'string') return null;
  const names = typeof value['name'] === 'string' ? [value['name']] : textsOf(value['names']);
  const args = listOf(value['args']).map(argumentOf);
  if (names.length === 0 || args.some((one) => one === null)) return null;
  const [includes, excludes] = [scopeOf(value['includes']), scopeOf(value['excludes'])];
  return {
    ...{ names, action: value['action'] },
    ...(typeof value['errnoRet'] === 'number' && { errnoRet: value['errnoRet'] }),
    ...(args.length > 0 && { args: args as SeccompArgument[] }),
    ...(includes && { includes }),
    ...(excludes && { excludes }),
  };
}

function argumentOf(value: unknown): SeccompArgument | null {
  if (!isObject(value)) return null;
  const { index, value: number, valueTwo, op } = value;
  if (typeof index !== 'number' || typeof number !== 'number' || typeof op !== 'string') return null;
  return { index, value: number, ...(typeof valueTwo === 'number' && { valueTwo }), op };
}

function scopeOf(value: unknown): Scope | null {
  if (!isObject(value)) return null;
  const [caps, arches] = [textsOf(value['caps']), textsOf(value['arches'])];
  const { minKernel } = value;
  const scope = {
    ...(caps.length > 0 && { caps }),
    ...(arches.length > 0 && { arches }),
    ...(typeof minKernel === 'string' && { minKernel }),
  };
  return Object.keys(scope).length === 0 ? null : scope;
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((entry) => typeof entry === 'string');
}
