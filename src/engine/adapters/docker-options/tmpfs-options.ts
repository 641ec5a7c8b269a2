import { dockerBytes } from '../quantities.js';

/** Options that undo each other. */
const opposites: readonly (readonly string[])[] = [
  ['noexec', 'exec'],
  ['nosuid', 'suid'],
  ['nodev', 'dev'],
  ['ro', 'rw'],
  ['sync', 'async'],
  ['atime', 'noatime'],
  ['diratime', 'nodiratime'],
  ['relatime', 'norelatime', 'strictatime', 'nostrictatime'],
];

const byDefault = ['noexec', 'nosuid', 'nodev'];

/**
 * The options that a tmpfs is mounted with: the engine puts noexec, nosuid and nodev before what is written; of options
 * that undo each other and of repeated keys the last counts.
 */
export function mergedTmpfsOptions(written: readonly string[]): string[] {
  const slots = new Map<string, string>();
  for (const option of [...byDefault, ...written]) {
    if (option === '') continue;
    const group = opposites.findIndex((names) => names.includes(option));
    const slot = group >= 0 ? `group ${group}` : option.split('=', 1)[0]!;
    slots.delete(slot);
    slots.set(slot, option);
  }
  return [...slots.values()];
}

/** The limit that the options set, in bytes; null: none, or one in per cent of the memory. */
export function tmpfsSize(options: readonly string[]): number | null {
  const size = options.find((option) => option.startsWith('size='));
  return size === undefined ? null : dockerBytes(size.slice('size='.length));
}
