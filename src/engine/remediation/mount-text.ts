import { commaFields, keyAndValue, pieces } from '../adapters/docker-options/pieces.js';
import type { JsonValue } from './json-value.js';

/** What changes of a mount; what is absent stays. */
export interface MountChange {
  readonly isReadOnly?: true;
  /** Mounts below it are not passed on to the host. */
  readonly isPrivate?: true;
  /** Of a tmpfs: `64m`. */
  readonly size?: string;
  /** Of a tmpfs, its permission bits; where an owner can be named, that is done instead. */
  readonly mode?: number;
  /** Of a tmpfs that is written as text. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Options that a tmpfs loses. */
  readonly without?: readonly string[];
}

const shared = /^r?shared$/;

/** `source:target:options` changed; null: its form is not changed (a volume without a source cannot be read-only). */
export function changedVolume(text: string, change: MountChange, expansions: Ranges = []): string | null {
  const parts = pieces(text, ':', expansions).map((piece) => piece.text);
  const isWindows = /^[A-Za-z]$/.test(parts[0] ?? '') && /^[\\/]/.test(parts[1] ?? '');
  if (isWindows || parts.length < 2 || parts.length > 3) return null;
  const [source = '', target = '', written = ''] = parts;
  const kept = written
    .split(',')
    .filter(
      (option) =>
        option !== '' &&
        !(change.isReadOnly && /^(?:ro|rw|readonly)$/.test(option)) &&
        !(change.isPrivate && shared.test(option)),
    );
  const options = [...(change.isReadOnly ? ['ro'] : []), ...kept].join(',');
  return [source, target, options].filter((part) => part !== '').join(':');
}

type Ranges = Parameters<typeof pieces>[2];

/** `type=bind,source=…,target=…` of `--mount` changed; null: a quoted field is not edited. */
export function changedMount(text: string, change: MountChange, expansions: Ranges = []): string | null {
  if (text.includes('"')) return null;
  const dropped = new Set([
    ...(change.isReadOnly ? ['readonly', 'ro', 'rw'] : []),
    ...(change.isPrivate ? ['bind-propagation'] : []),
    ...(change.size === undefined ? [] : ['tmpfs-size']),
    ...(change.mode === undefined ? [] : ['tmpfs-mode']),
  ]);
  const kept = commaFields(text, expansions)
    .map((field) => field.text)
    .filter((field) => !dropped.has(keyAndValue(field.trim()).key));
  return [
    ...kept,
    ...(change.isReadOnly ? ['readonly'] : []),
    ...(change.size === undefined ? [] : [`tmpfs-size=${change.size}`]),
    ...(change.mode === undefined ? [] : [`tmpfs-mode=${change.mode.toString(8)}`]),
  ].join(',');
}

/** `target:options` of `--tmpfs` changed. */
export function changedTmpfs(text: string, change: MountChange, expansions: Ranges = []): string {
  const [target = '', ...rest] = pieces(text, ':', expansions).map((piece) => piece.text);
  const kept = rest
    .join(':')
    .split(',')
    .filter((option) => option !== '' && !(change.without ?? []).includes(option))
    .filter((option) => change.size === undefined || !option.startsWith('size='))
    .filter((option) => change.mode === undefined || !/^(?:mode|uid|gid)=/.test(option));
  const options = [
    ...(change.isReadOnly ? ['ro'] : []),
    ...kept,
    ...(change.size === undefined ? [] : [`size=${change.size}`]),
    ...accessOptions(change),
  ];
  return [target, options.join(',')].filter((part) => part !== '').join(':');
}

function accessOptions({ mode, owner }: MountChange): string[] {
  if (owner) return [`uid=${owner.uid}`, `gid=${owner.gid}`];
  return mode === undefined ? [] : [`mode=${mode.toString(8)}`];
}

/** Members to set of a mount that is written as a map (compose), by pointer. */
export function changedMembers(change: MountChange): (readonly [string, JsonValue])[] {
  return [
    ...(change.isReadOnly ? [['/read_only', true] as const] : []),
    ...(change.isPrivate ? [['/bind/propagation', 'rprivate'] as const] : []),
    ...(change.size === undefined ? [] : [['/tmpfs/size', change.size] as const]),
    ...(change.mode === undefined ? [] : [['/tmpfs/mode', change.mode] as const]),
  ];
}
