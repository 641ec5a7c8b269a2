/**
 * The ecosystem under which records and components of a distribution meet, where its records name a repository, product
 * or module of a release and an image does not say which of them a package is from: `Red Hat:enterprise_linux:9::appstream`
 * is of `Red Hat:enterprise_linux:9`; `SUSE:Linux Enterprise Module for Basesystem 15 SP5` and `SUSE:Linux Enterprise
 * Server 15 SP5-LTSS` of `SUSE:Linux Enterprise 15 SP5`. What is built apart for some (extended update support, other
 * products) stays apart. What languages' packages are downloaded from says no more of them than their names do:
 * `Packagist:https://packages.drupal.org/8` is of `Packagist`. Others: as they are.
 */
export function joinedEcosystem(ecosystem: string): string {
  const [, ofLanguage] = /^(Maven|Packagist|VSCode):https?:\/\//.exec(ecosystem) ?? [];
  if (ofLanguage !== undefined) return ofLanguage;
  const [, redHat] =
    /^Red Hat:enterprise_linux:([0-9]+)(?:\.[0-9]+)?(?:::[a-z0-9_-]+)?$/.exec(ecosystem) ?? [];
  if (redHat !== undefined) return `Red Hat:enterprise_linux:${redHat}`;
  const [, suse] =
    /^SUSE:Linux Enterprise (?!Micro |Real Time |Live Patching )[A-Za-z ]+ ((?:1[0-5](?: SP[0-9]+)?)|(?:1[6-9]|[2-9][0-9])\.[0-9]+)(?:-[A-Z]+)?$/.exec(
      ecosystem,
    ) ?? [];
  return suse === undefined ? ecosystem : `SUSE:Linux Enterprise ${suse}`;
}
