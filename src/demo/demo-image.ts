import { anImage } from '../engine/artifacts/image-builder.js';

export const demoImage = 'registry.example/shop/checkout:1.4';

const packages = [
  { name: 'base-files', version: '12.4+deb12u5', source: 'base-files' },
  { name: 'libcurl4', version: '7.88.1-10+deb12u3', source: 'curl' },
  { name: 'libssl3', version: '3.0.11-1~deb12u2', source: 'openssl' },
  { name: 'zlib1g', version: '1:1.2.13.dfsg-1', source: 'zlib' },
];

const osRelease = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
`;

const accounts = 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/usr/sbin/nologin\n';

/** A small shop service on Debian 12 as `docker save` would write it: a curl to be updated, and no user set. */
export function demoArchive(now: Date): Buffer {
  return anImage()
    .named(demoImage)
    .createdAt(now.toISOString())
    .withLayer(
      (layer) =>
        layer
          .file('etc/os-release', osRelease)
          .file('etc/passwd', accounts)
          .file('var/lib/dpkg/status', packages.map(dpkgEntry).join('\n')),
      { createdBy: 'ADD rootfs.tar.xz /' },
    )
    .withLayer(
      (layer) =>
        layer
          .file('app/server.js', "require('./routes').listen(8080);\n")
          .file('app/node_modules/lodash/package.json', nodePackage('lodash', '4.17.20')),
      { createdBy: 'COPY . /app' },
    )
    .withConfig({ Cmd: ['node', '/app/server.js'], WorkingDir: '/app' })
    .asDockerArchive();
}

function dpkgEntry({ name, version, source }: (typeof packages)[number]): string {
  return [
    `Package: ${name}`,
    'Status: install ok installed',
    'Architecture: amd64',
    ...(source === name ? [] : [`Source: ${source}`]),
    `Version: ${version}`,
    'Maintainer: Debian',
    'Description: a package',
    '',
  ].join('\n');
}

function nodePackage(name: string, version: string): string {
  return JSON.stringify({ name, version });
}
