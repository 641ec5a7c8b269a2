import { hasOption, type PackageCommand } from './package-command.js';

const local = /^(?:\.{0,2}\/|~\/|\.{1,2}$|file:)/;
const tarball = /\.(?:tar(?:\.(?:gz|bz2|xz))?|tgz|whl|zip|gem)$/;
const rpmVersion = /-(?:\d+:)?\d[\w.+~^]*|-\$|\.rpm$/;

/** Whether a package of an install is fixed to a version, by the way its manager writes it. */
const isPinned: Readonly<Record<string, (name: string, install: PackageCommand) => boolean>> = {
  apt: (name) => /=|\.deb$/.test(name) || local.test(name),
  apk: (name) => /[=~<>]|\.apk$/.test(name) || name.startsWith('.') || name.startsWith('!'),
  dnf: (name, install) => (isModule(install) ? name.includes(':') : rpmVersion.test(name)),
  yum: (name, install) => (isModule(install) ? name.includes(':') : rpmVersion.test(name)),
  zypper: (name) => /[=<>]|\.rpm$/.test(name),
  pip: (name) => pipPinned(name),
  pipx: (name) => pipPinned(name),
  npm: (name) => npmPinned(name),
  gem: (name, install) =>
    /:\d|\.gem$/.test(name) ||
    hasOption(install, '-v', '--version') ||
    install.options.some((option) => /^-v\d/.test(option)),
  go: (name) =>
    local.test(name) ||
    name.endsWith('.go') ||
    /@(?!latest$|upgrade$|patch$|master$|main$|none$)./.test(name) ||
    !/\./.test(name.split('/')[0] ?? ''),
};

/** Packages of an install that have no version; a lock file or a constraints file stands for all. */
export function unpinned(install: PackageCommand): string[] {
  const { manager, packages } = install;
  if (install.action !== 'install' || !Object.hasOwn(isPinned, manager)) return [];
  if (
    manager === 'pip' &&
    hasOption(install, '-r', '--requirement', '-c', '--constraint', '--require-hashes')
  )
    return [];
  return packages.filter((name) => !isVariable(name) && !isPinned[manager]!(name, install));
}

/** A list that a variable holds: what is in it is not known. */
export function isVariable(name: string): boolean {
  return /^(?:\$[A-Za-z_{(]|`)/.test(name);
}

function isModule({ command }: PackageCommand): boolean {
  return command.argv.includes('module');
}

function pinnedGit(name: string, mark: string): boolean {
  return (
    /^(?:git\+|git:)/.test(name) &&
    name
      .slice(name.indexOf('://') + 3)
      .replace(/^[^/]*@/, '')
      .split('#')[0]!
      .includes(mark)
  );
}

function pipPinned(name: string): boolean {
  return /[=<>!~]=|[<>]|@ /.test(name) || local.test(name) || tarball.test(name) || pinnedGit(name, '@');
}

function npmPinned(name: string): boolean {
  if (local.test(name) || tarball.test(name)) return true;
  if (/^(?:git\+|git:|https?:)/.test(name)) return name.includes('#');
  return name.lastIndexOf('@') > 0;
}
