import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { DockerfileInstruction, DockerfileStage, ShellCommand } from '../../model/dockerfile-facts.js';
import { hasOption, packageCommand, type PackageCommand } from './package-command.js';

/** What a package manager leaves behind, and what takes it away. */
export interface Leftover {
  /** Option that keeps it from being left; null: there is none. */
  readonly option: string | null;
  /** Folders it lies in: emptied, or each a cache of the builder, it is no part of a layer. */
  readonly folders: readonly string[];
  /** Sets of folders of which a cache for all of one set is enough. */
  readonly caches: readonly (readonly string[])[];
  /** Command that takes it away, as it is added. */
  readonly command: (program: string) => string;
}

const rpm = (folder: string): Leftover => ({
  option: null,
  folders: [folder],
  caches: [[folder]],
  command: (program) => `${program} clean all`,
});

/** By package manager. */
export const leftovers: Readonly<Record<string, Leftover>> = {
  apt: {
    option: null,
    folders: ['/var/lib/apt/lists'],
    caches: [['/var/lib/apt/lists'], ['/var/lib/apt', '/var/cache/apt']],
    command: () => 'rm -rf /var/lib/apt/lists/*',
  },
  apk: {
    option: '--no-cache',
    folders: ['/var/cache/apk', '/etc/apk/cache'],
    caches: [['/var/cache/apk'], ['/etc/apk/cache']],
    command: () => 'rm -rf /var/cache/apk/*',
  },
  dnf: {
    ...rpm('/var/cache/dnf'),
    folders: ['/var/cache/dnf', '/var/cache/libdnf5'],
    caches: [['/var/cache/dnf'], ['/var/cache/libdnf5'], ['/var/cache/yum']],
  },
  yum: rpm('/var/cache/yum'),
  zypper: { ...rpm('/var/cache/zypp'), command: () => 'zypper clean --all' },
  pip: {
    option: '--no-cache-dir',
    folders: ['/root/.cache', '/root/.cache/pip'],
    caches: [['/root/.cache/pip'], ['/root/.cache']],
    command: () => 'pip cache purge',
  },
  yarn: {
    option: null,
    folders: ['/usr/local/share/.cache', '/usr/local/share/.cache/yarn'],
    caches: [
      ['/usr/local/share/.cache'],
      ['/usr/local/share/.cache/yarn'],
      ['/root/.yarn'],
      ['/root/.cache'],
      ['/root/.cache/yarn'],
    ],
    command: () => 'yarn cache clean',
  },
};

/** Whether a cache of the builder, or memory, stands where the leftovers would. */
export function isCached({ flags }: DockerfileInstruction, { caches }: Leftover): boolean {
  const targets = flags.flatMap(({ name, value }) => {
    const isCache = name === 'mount' && /(?:^|,)type=(?:cache|tmpfs)(?:,|$)/.test(value ?? '');
    const target = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value ?? '')?.[1];
    return isCache && target !== undefined ? [target.replace(/\/$/, '')] : [];
  });
  return caches.some((folders) => folders.every((folder) => targets.includes(folder)));
}

/** Whether a command takes the leftovers of a manager away. */
export function cleans(command: ShellCommand, manager: string): boolean {
  const [program, ...words] = effectiveArgv(command.argv);
  const folders = leftovers[manager]?.folders ?? [];
  if (program === 'rm') return words.some((word) => folders.includes(word.replace(/\/?(?:\*|\.\/?)?$/, '')));
  if (manager === 'yarn') return program === 'yarn' && words[0] === 'cache' && words[1] === 'clean';
  if (manager === 'pip') return /^pip[\d.]*$/.test(program ?? '') && words[0] === 'cache';
  const called = packageCommand(command);
  if (called?.action !== 'clean' || manager === 'apt') return false;
  const isSame = called.manager === manager || (called.manager === 'dnf' && manager === 'yum');
  return isSame && (manager === 'zypper' || called.packages.includes('all'));
}

/** Whether pip is told by a variable to keep nothing. */
export function pipKeepsNothing(
  install: PackageCommand,
  before: readonly ShellCommand[],
  stages: readonly DockerfileStage[],
): boolean {
  const values = [
    ...stages.flatMap(({ variables }) => variables.filter(({ instruction }) => instruction === 'ENV')),
    ...install.command.assignments,
    ...before.flatMap(({ argv, assignments }) => [
      ...assignments,
      ...argv.flatMap((word) => {
        const [, name, preview] = /^([A-Z_]+)=(.*)$/.exec(word) ?? [];
        return name !== undefined && preview !== undefined ? [{ name, preview }] : [];
      }),
    ]),
  ].filter(({ name }) => name === 'PIP_NO_CACHE_DIR');
  return hasOption(install, '--no-cache-dir') || /^(?:1|on|yes|true|y)$/i.test(values.at(-1)?.preview ?? '');
}
