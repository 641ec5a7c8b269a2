import { anImage, type ImageBuilder } from '../../src/engine/artifacts/image-builder.js';

const osRelease = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n';

/** A package as dpkg's database lists it: name, version, and the source it was built from where that differs. */
export type DebianPackage = readonly [name: string, version: string, source?: string];

/** The text of dpkg's database. */
export function dpkgStatus(...packages: readonly DebianPackage[]): string {
  return packages
    .map(
      ([name, version, source]) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n` +
        (source === undefined ? '\n' : `Source: ${source}\n\n`),
    )
    .join('');
}

/** A Debian 12 image of one layer with these packages, in which the baseline policy finds nothing else to object to. */
export function debianImage(...packages: readonly DebianPackage[]): ImageBuilder {
  return anImage()
    .withLayer((layer) =>
      layer.file('etc/os-release', osRelease).file('var/lib/dpkg/status', dpkgStatus(...packages)),
    )
    .withConfig({ User: '1000', Healthcheck: { Test: ['CMD', 'true'] } });
}

let count = 0;

/** A package name that no other test of this process uses. */
export function aPackageName(): string {
  count += 1;
  return `test-package-${count}`;
}
