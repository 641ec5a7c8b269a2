import { readFile } from 'node:fs/promises';

/** Most memory a process has held at a time, in MB (10^6 bytes); null where the system does not tell (no /proc). */
export async function peakMemoryMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kibibytes === undefined ? null : Math.round((Number(kibibytes) * 1024) / 1e5) / 10;
}
