import type { PackageFormat } from './distribution-package.js';

/** The formats of distributions' packages. */
export const apkFormat = {
  purlType: 'apk',
  ecosystems: [
    'Alpine',
    'Alpaquita',
    'BellSoft Hardened Containers',
    'Chainguard',
    'CleanStart',
    'MinimOS',
    'Wolfi',
  ],
  distributionId: 'alpine',
} as const satisfies PackageFormat;

export const debFormat = {
  purlType: 'deb',
  ecosystems: ['Debian', 'Echo', 'Ubuntu'],
  distributionId: 'debian',
} as const satisfies PackageFormat;

export const rpmFormat = {
  purlType: 'rpm',
  ecosystems: [
    'Red Hat',
    'AlmaLinux',
    'Azure Linux',
    'Mageia',
    'openEuler',
    'openSUSE',
    'Photon OS',
    'Rocky Linux',
    'SUSE',
  ],
  distributionId: 'rpm',
} as const satisfies PackageFormat;
