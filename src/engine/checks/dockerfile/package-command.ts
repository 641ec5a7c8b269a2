import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { ShellCommand } from '../../model/dockerfile-facts.js';

export type PackageAction = 'install' | 'update' | 'upgrade' | 'dist-upgrade' | 'clean';

/** A call of a package manager. */
export interface PackageCommand {
  /** `apt` for apt-get too, `dnf` for microdnf, `pip` for pip3 and `python -m pip`. */
  readonly manager: string;
  /** As it is called: `apt-get`. */
  readonly program: string;
  readonly action: PackageAction;
  /** The word that names the action: `add`. */
  readonly verb: string;
  readonly options: readonly string[];
  /** What is installed: names with or without versions, paths, addresses. */
  readonly packages: readonly string[];
  readonly command: ShellCommand;
}

interface Manager {
  readonly name: string;
  readonly programs: readonly string[];
  readonly actions: Readonly<Record<string, PackageAction>>;
  /** Options that take the next word as their value. */
  readonly valued: readonly string[];
}

const upgrades = {
  upgrade: 'upgrade',
  'dist-upgrade': 'dist-upgrade',
  'full-upgrade': 'dist-upgrade',
} as const;
const dnfActions = {
  install: 'install',
  localinstall: 'install',
  groupinstall: 'install',
  reinstall: 'install',
  update: 'upgrade',
  upgrade: 'upgrade',
  'check-update': 'update',
  makecache: 'update',
  'distro-sync': 'dist-upgrade',
  clean: 'clean',
} as const;
const dnfValued = [
  '-c',
  '--config',
  '--repo',
  '--repoid',
  '--enablerepo',
  '--disablerepo',
  '-x',
  '--exclude',
  '--releasever',
  '--installroot',
  '--setopt',
];

const managers: readonly Manager[] = [
  {
    name: 'apt',
    programs: ['apt-get', 'apt', 'aptitude'],
    actions: {
      install: 'install',
      reinstall: 'install',
      update: 'update',
      ...upgrades,
      'safe-upgrade': 'upgrade',
      clean: 'clean',
      'build-dep': 'install',
    },
    valued: ['-o', '--option', '-t', '--target-release', '--default-release', '-c', '--config-file', '-a'],
  },
  {
    name: 'apk',
    programs: ['apk'],
    actions: { add: 'install', update: 'update', upgrade: 'upgrade', fix: 'upgrade' },
    valued: [
      '-t',
      '--virtual',
      '-X',
      '--repository',
      '-p',
      '--root',
      '--arch',
      '--keys-dir',
      '--repositories-file',
      '--cache-dir',
      '--wait',
    ],
  },
  { name: 'dnf', programs: ['dnf', 'microdnf', 'dnf5', 'tdnf'], actions: dnfActions, valued: dnfValued },
  { name: 'yum', programs: ['yum'], actions: dnfActions, valued: dnfValued },
  {
    name: 'zypper',
    programs: ['zypper'],
    actions: {
      ...{ install: 'install', in: 'install', update: 'upgrade', up: 'upgrade', patch: 'upgrade' },
      ...{
        refresh: 'update',
        ref: 'update',
        'dist-upgrade': 'dist-upgrade',
        dup: 'dist-upgrade',
        clean: 'clean',
        cc: 'clean',
      },
    },
    valued: [
      '-r',
      '--repo',
      '--from',
      '-t',
      '--type',
      '-R',
      '--root',
      '-c',
      '--config',
      '-D',
      '--reposd-dir',
      '-p',
      '--plus-repo',
    ],
  },
  {
    name: 'pip',
    programs: ['pip'],
    actions: { install: 'install' },
    valued: [
      ...[
        '-r',
        '--requirement',
        '-c',
        '--constraint',
        '-i',
        '--index-url',
        '--extra-index-url',
        '-f',
        '--find-links',
      ],
      ...[
        '-t',
        '--target',
        '--prefix',
        '--root',
        '--build',
        '-b',
        '--src',
        '--cache-dir',
        '--trusted-host',
        '--proxy',
      ],
      ...[
        '--timeout',
        '--retries',
        '--platform',
        '--python-version',
        '--implementation',
        '--abi',
        '--only-binary',
      ],
      ...[
        '--no-binary',
        '--progress-bar',
        '--log',
        '--cert',
        '--client-cert',
        '--upgrade-strategy',
        '--global-option',
      ],
      ...['--config-settings', '-e', '--editable', '--use-feature', '--report', '--install-option'],
    ],
  },
  {
    name: 'npm',
    programs: ['npm'],
    actions: { install: 'install', i: 'install', add: 'install', ci: 'install', 'clean-install': 'install' },
    valued: [
      '--loglevel',
      '--registry',
      '--prefix',
      '--cache',
      '--omit',
      '--include',
      '-w',
      '--workspace',
      '--tag',
      '-C',
      '--userconfig',
    ],
  },
  {
    name: 'yarn',
    programs: ['yarn', 'yarnpkg'],
    actions: { install: 'install', add: 'install' },
    valued: ['--cwd', '--registry', '--network-timeout', '--cache-folder', '--modules-folder', '--mutex'],
  },
  {
    name: 'pnpm',
    programs: ['pnpm'],
    actions: { install: 'install', i: 'install', add: 'install', ci: 'install' },
    valued: ['--filter', '-F', '-C', '--dir', '--registry', '--store-dir', '--reporter', '--loglevel'],
  },
  {
    name: 'gem',
    programs: ['gem'],
    actions: { install: 'install', i: 'install', update: 'upgrade' },
    valued: [
      '-v',
      '--version',
      '-i',
      '--install-dir',
      '-n',
      '--bindir',
      '-P',
      '--trust-policy',
      '-s',
      '--source',
      '--platform',
      '-p',
      '--http-proxy',
    ],
  },
  {
    name: 'go',
    programs: ['go'],
    actions: { install: 'install', get: 'install' },
    valued: ['-tags', '-ldflags', '-gcflags', '-mod', '-modfile', '-p', '-o', '-C'],
  },
];
const byProgram = new Map(
  managers.flatMap((manager) => manager.programs.map((program) => [program, manager])),
);

/** The call of a package manager that a command is; null: it is none that installs, updates or cleans. */
export function packageCommand(command: ShellCommand): PackageCommand | null {
  const argv = plain(effectiveArgv(command.argv));
  const [program, ...words] = argv;
  const manager = byProgram.get(program ?? '');
  if (!manager || program === undefined) return null;
  const { options, operands } = sorted(words, manager);
  const at = operands[0] === 'module' ? 1 : 0;
  const verb = operands[at];
  const isBare = verb === undefined && manager.name === 'yarn' && !options.includes('--version');
  const action = isBare
    ? 'install'
    : Object.hasOwn(manager.actions, verb ?? '')
      ? manager.actions[verb!]
      : null;
  if (!action) return null;
  return {
    manager: manager.name,
    program,
    action,
    verb: verb ?? '',
    options,
    packages: operands.slice(at + 1),
    command,
  };
}

/** All calls of package managers among commands, in order. */
export function packageCommands(commands: readonly ShellCommand[]): PackageCommand[] {
  return commands.flatMap((command) => packageCommand(command) ?? []);
}

/** Whether one of the options is given: alone, or with `=` and a value; short ones also together with others (`-yq`). */
export function hasOption({ options }: PackageCommand, ...names: readonly string[]): boolean {
  return options.some((option) =>
    names.some((name) => {
      const isShort = /^-[A-Za-z]$/.test(name) && /^-[A-Za-z]+$/.test(option);
      return option === name || option.startsWith(`${name}=`) || (isShort && option.includes(name[1]!));
    }),
  );
}

/** `python3 -m pip install` and `pip3.12 install` are `pip install`. */
function plain(argv: readonly string[]): readonly string[] {
  const [program = '', flag, module, ...rest] = argv;
  if (/^python[\d.]*$/.test(program) && flag === '-m' && module === 'pip') return ['pip', ...rest];
  if (program === 'uv' && flag === 'pip') return ['pip', ...argv.slice(2)];
  return /^pip[\d.]+$/.test(program) ? ['pip', ...argv.slice(1)] : argv;
}

function sorted(words: readonly string[], { valued }: Manager) {
  const options: string[] = [];
  const operands: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else {
      options.push(word);
      if (valued.includes(word)) {
        options.push(words[index + 1] ?? '');
        index += 1;
      }
    }
  }
  return { options, operands };
}
