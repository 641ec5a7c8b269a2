import { UnreadableFileError, type FileReader } from '../model/file-reader.js';

/** By number (linux/capability.h, Linux 6.12). */
const names = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

/** Words of 32 capabilities in each revision of the attribute, and its length in bytes (struct vfs_cap_data). */
const revisions: ReadonlyMap<number, { readonly words: number; readonly length: number }> = new Map([
  [0x01, { words: 1, length: 12 }],
  [0x02, { words: 2, length: 20 }],
  [0x03, { words: 2, length: 24 }],
]);

/**
 * What a file's capabilities give to whoever runs it: permitted and inheritable ones, by name, sorted.
 * @throws UnreadableFileError when the attribute is none that Linux would take
 */
function capabilitiesOf(attribute: Uint8Array): string[] {
  const view = new DataView(attribute.buffer, attribute.byteOffset, attribute.byteLength);
  const revision = attribute.length >= 4 ? revisions.get(view.getUint8(3)) : undefined;
  if (!revision || attribute.length !== revision.length) {
    throw new UnreadableFileError('Its capabilities (security.capability) are in no known form');
  }
  const found = new Set<string>();
  for (let word = 0; word < revision.words; word++) {
    const bits = view.getUint32(4 + word * 8, true) | view.getUint32(8 + word * 8, true);
    for (let bit = 0; bit < 32; bit++) {
      const number = word * 32 + bit;
      if ((bits >>> bit) & 1) found.add(names[number] ?? String(number));
    }
  }
  return [...found].sort();
}

/** Keeps the capabilities of files, which the archive states beside them. */
export const fileCapabilitiesReader: FileReader<string[]> = {
  id: 'file-capabilities',
  version: 1,
  maxBytes: 0,
  wants: () => false,
  extract: () => null,
  attributes: capabilitiesOf,
};

/** What the reader kept of a file; empty: it has none. */
export function capabilitiesIn(extracts: ReadonlyMap<string, unknown> | null): readonly string[] {
  return (extracts?.get(fileCapabilitiesReader.id) as string[] | undefined) ?? [];
}
