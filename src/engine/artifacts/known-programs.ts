import { baseNameOf, directoryOf } from './entry-path.js';

const shells = [
  'sh',
  'ash',
  'bash',
  'busybox',
  'csh',
  'dash',
  'elvish',
  'fish',
  'hush',
  'ksh',
  'ksh93',
  'loksh',
  'lksh',
  'mksh',
  'mrsh',
  'nu',
  'oksh',
  'osh',
  'pwsh',
  'rbash',
  'static-sh',
  'tcsh',
  'toybox',
  'xonsh',
  'yash',
  'zsh',
];
/** Of operating systems only: pip, npm and the like are applications' business. */
const packageManagers = [
  'apk',
  'apt',
  'apt-get',
  'aptitude',
  'dnf',
  'dnf5',
  'dpkg',
  'emerge',
  'equo',
  'microdnf',
  'nix-env',
  'opkg',
  'pacman',
  'rpm',
  'tdnf',
  'urpmi',
  'xbps-install',
  'yum',
  'zypper',
];
const sshServers = ['sshd', 'dropbear', 'dropbearmulti', 'tinysshd'];

export type ProgramKind = 'shells' | 'packageManagers' | 'sshServers';

const kinds: ReadonlyMap<string, ProgramKind> = new Map([
  ...shells.map((name) => [name, 'shells'] as const),
  ...packageManagers.map((name) => [name, 'packageManagers'] as const),
  ...sshServers.map((name) => [name, 'sshServers'] as const),
]);
/** Folders programs stand in, whatever they are under. `busybox`: distroless debug images. */
const programFolders: ReadonlySet<string> = new Set(['bin', 'sbin', 'busybox', 'libexec']);

/** The kind of program that a path names, by its name and folder; null: none of these. */
export function programKind(path: string): ProgramKind | null {
  const kind = kinds.get(baseNameOf(path));
  if (!kind) return null;
  const folder = baseNameOf(directoryOf(path));
  return folder === '' || programFolders.has(folder) ? kind : null;
}
