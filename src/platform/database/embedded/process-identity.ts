import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What tells this process from a later one with the same id: the boot and the start time within it
 * (proc_pid_stat(5), field 22), or what `ps` says where there is no `/proc`. Null: no such process, or only its remains.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return psField(pid, 'lstart');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The command's name, in parentheses, may hold anything; the fields after it may not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${fields[19] ?? ''}`;
}

/** The arguments a process was started with, joined by spaces. Null: no such process. */
export async function commandLine(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return psField(pid, 'command');
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text === '' ? null : text.replaceAll('\0', ' ');
}

async function psField(pid: number, field: string): Promise<string | null> {
  const result = await run('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)]).catch(() => null);
  return result?.stdout.trim() || null;
}
