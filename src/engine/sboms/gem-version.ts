const processors =
  'aarch64|amd64|arm\\w*|i[3-6]86|loongarch64|mips\\w*|' +
  'powerpc\\w*|ppc64\\w*|riscv64|s390x|sparc\\w*|universal|x64|x86(?:_64)?';
const systems = 'aix|cygwin|darwin|dragonfly|freebsd|java|linux|mingw|mswin|netbsd|openbsd|solaris|unix';
const platform = new RegExp(
  `-(?:(?:${processors})-(?:${systems})[\\w-]*|dalvik|java|jruby|mingw32|mswin(?:32|64))$`,
);

/**
 * The version of a gem without the platform that it was built for, which Bundler's lock files, and who tells of them,
 * put after a hyphen: `1.15.4-x86_64-linux` is `1.15.4`. In advisories, a hyphen begins a pre-release.
 */
export function gemVersion(version: string): string {
  return version.length > longestVersion ? version : version.replace(platform, '');
}

/** Longer ones are not taken apart. */
const longestVersion = 1_024;
