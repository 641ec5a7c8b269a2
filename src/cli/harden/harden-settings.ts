import { readFile } from 'node:fs/promises';
import type { HardeningSettings } from '../../contracts/hardening.contract.js';
import { UsageError } from '../command-line.js';

/** What the user says of what is to be made. */
export interface SettingFlags {
  readonly image?: string;
  readonly name?: string;
  readonly user?: string;
  readonly memory?: string;
  readonly cpus?: string;
  readonly pids?: string;
  readonly network?: string;
  readonly publishAddress?: string;
  readonly healthCmd?: string;
  readonly logAddress?: string;
  readonly keepCap?: readonly string[];
  readonly withProfiles?: true;
  readonly defaultSeccomp?: string;
  readonly allow?: readonly string[];
  readonly remapUser?: string;
  readonly usernsRemap?: true;
}

/** The flag of each setting that has one of another name. */
const flagNames: Readonly<Record<string, string>> = {
  publishAddress: '--publish-address',
  healthCommand: '--health-cmd',
  logAddress: '--log-address',
  keepCapabilities: '--keep-cap',
  defaultSeccomp: '--default-seccomp',
  ports: '--allow',
  remapUser: '--remap-user',
};

/**
 * What the flags say, held against what the service takes.
 * @throws UsageError for a value that is none; the system's error when a file cannot be read
 */
export async function hardeningSettings(flags: SettingFlags): Promise<HardeningSettings> {
  const { HardeningSettings: contract } = await import('../../contracts/hardening.contract.js');
  const { image, name, user, memory, cpus, network, publishAddress, logAddress, remapUser } = flags;
  const { defaultSeccomp: file } = flags;
  const parsed = contract.safeParse({
    ...{ image, name, user, memory, cpus, network, publishAddress, logAddress, remapUser },
    pids: flags.pids === undefined ? undefined : Number(flags.pids),
    healthCommand: flags.healthCmd,
    keepCapabilities: flags.keepCap?.map((text) => text.toUpperCase().replace(/^CAP_/, '')),
    usesProfiles: flags.withProfiles,
    defaultSeccomp: file === undefined ? undefined : await readFile(file, 'utf8'),
    ports: flags.allow?.map(portRule),
    remapsUsers: flags.usernsRemap,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const setting = String(issue?.path[0] ?? '');
  const flag = Object.hasOwn(flagNames, setting) ? flagNames[setting] : `--${setting}`;
  throw new UsageError(`${flag}: ${issue?.message ?? 'it cannot be meant'}`);
}

/** `8080=10.0.0.0/8,fd00::/8`, `53/udp=`. */
function portRule(text: string): object {
  const match = /^(\d{1,5})(?:\/(tcp|udp))?=(.*)$/.exec(text);
  if (!match) throw new UsageError(`--allow ${text}: expected a port and who may reach it: 8080=10.0.0.0/8`);
  const [, port, protocol = 'tcp', sources = ''] = match;
  return { port: Number(port), protocol, sources: sources.split(',').filter((source) => source !== '') };
}
