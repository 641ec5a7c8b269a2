export type PackageAction = 'install' | 'update' | 'upgrade' | 'dist-upgrade' | 'clean';

/** A package manager's command line. */
export interface PackageManager {
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

/** Every one that is known. */
export const packageManagers: readonly PackageManager[] = [
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
