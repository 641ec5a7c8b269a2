import { type DistributionPackage, isPackageText } from '../catalogers/distribution-package.js';

/** `epoch:version-release`, without an epoch of 0. */
export function fullVersion(epoch: number | null, version: string): string {
  return epoch === null || epoch === 0 ? version : `${epoch}:${version}`;
}

/**
 * From the source package's file name, `<name>-<version>-<release>.src.rpm`; it has the epoch of its packages. Null: it
 * is not known, or the same as the package.
 */
export function sourceOf(
  fileName: string | null,
  epoch: number | null,
  own: { readonly name: string; readonly version: string },
): DistributionPackage['source'] {
  const [, name, version] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(fileName ?? '') ?? [];
  if (!isPackageText(name) || !isPackageText(version)) return null;
  const full = fullVersion(epoch, version);
  return name === own.name && full === own.version ? null : { name, version: full };
}
