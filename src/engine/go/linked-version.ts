/** Names of variables that hold the version of a program, in lower case. */
const variables: ReadonlySet<string> = new Set(
  'version buildversion appversion gitversion releaseversion programversion semver gittag tag'.split(' '),
);
const assignment =
  /-X(?:\s+|=)\\?["']?([^\s"'=\\]{1,500})\.([A-Za-z_][A-Za-z0-9_]{0,100})=([^\s"'\\]{1,200})/g;
/** A variable of the program's own packages that is named after it: `ShopReleaseVersion`. */
const releaseVariable = /releaseversion$/i;
/** `v1.4.2`, or as the tag of a part of a repository, `shop/v1.4.2`. */
const versionShape = /^(?:[A-Za-z0-9._-]+\/)*v?([0-9]+\.[0-9]+(?:\.[0-9]+)?(?:[-+][0-9A-Za-z.+-]+)?)$/;

/**
 * The version that whoever built a program had the linker put into it, `-ldflags="-X main.version=1.4.2"`, as a module's:
 * `v1.4.2`. Variables of the program's own packages go before those of others. Null: there is none, or they differ.
 */
export function linkedVersion(flags: string, modulePath: string): string | null {
  const own = new Set<string>();
  const others = new Set<string>();
  for (const [, holder = '', variable = '', value = ''] of flags.slice(0, 65_536).matchAll(assignment)) {
    const [, version] = versionShape.exec(value) ?? [];
    const isOwn = holder === 'main' || `${holder}/`.startsWith(`${modulePath}/`);
    const isNamed = variables.has(variable.toLowerCase()) || (isOwn && releaseVariable.test(variable));
    if (version === undefined || !isNamed) continue;
    (isOwn ? own : others).add(`v${version}`);
  }
  const [version = null, ...differing] = own.size > 0 ? own : others;
  return differing.length > 0 ? null : version;
}
