import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { githubTokenDetector } from './github-token.detector.js';
import { secretDetectors } from './index.generated.js';
import { secretReader } from './secret-reader.js';
import { isOfPackage, isPublished } from './searched-paths.js';

const token = Buffer.from(githubTokenDetector.examples.secrets[0]!);

describe('secretReader', () => {
  it.each([
    'app/config.js',
    'root/.git-credentials',
    'usr/lib/app/main.js',
    'app/tests/login.js',
    'app/README.md',
    'var/lib/app/apt/lists',
    'var/cache/dnf.conf',
    'x',
  ])('searches %s', (path) => {
    expect(secretReader.extract(path, token)?.secrets).toHaveLength(1);
  });

  it.each([
    'app/node_modules/x/test/fixtures/token.txt',
    'app/node_modules/x/README.md',
    'usr/lib/python3.11/test/keycert.pem',
    'usr/share/doc/openssl/demo.pem',
    'opt/venv/lib/python3.11/site-packages/x/tests/key.pem',
    'root/go/pkg/mod/example.org/x@v1/testdata/key.pem',
    'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages',
    'var/cache/apt/srcpkgcache.bin',
    'var/cache/dnf/fedora-abc/repodata/primary.xml.gz',
  ])('passes over %s, which its maker published', (path) => {
    expect(secretReader.scanner?.(path, token.length)).toBeNull();
    expect(secretReader.extract(path, token)).toBeNull();
  });

  it('finds nothing in lock files, certificates, keys that are public, and settings without secrets', () => {
    const texts = [
      '"integrity": "sha512-' + 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9b'.repeat(3) + '=="',
      '-----BEGIN CERTIFICATE-----\nMIIB' + 'aB3d'.repeat(15) + '\n-----END CERTIFICATE-----',
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Xq3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uAeKx1CiVo4M root@build',
      'AWS_ACCESS_KEY_ID=AKIA' + 'IOSFODNN7EXAMPLE\nPASSWORD=changeme\nTOKEN=${TOKEN}\n',
    ];
    for (const path of ['app/package-lock.json', 'etc/ssl/cert.pem', 'app/.env', 'go.sum']) {
      for (const text of texts) expect(secretReader.extract(path, Buffer.from(text))).toBeNull();
    }
  });

  it('is raised in version when a detector changes, so that layers are read again', () => {
    const detectors = secretDetectors.map((detector) => [
      ...[detector.id, detector.pattern.source, detector.keywords, detector.files?.source ?? null],
      ...[detector.isDistinct ?? false, detector.isGeneric ?? false],
    ]);
    const digest = createHash('sha256').update(JSON.stringify(detectors)).digest('hex').slice(0, 16);
    expect(
      { version: secretReader.version, digest },
      'raise the version of secretReader, then update this',
    ).toEqual({
      version: 2,
      digest: '3505d5734b22cc69',
    });
  });
});

describe('the folders of packages', () => {
  it.each(['usr/share/nginx/html/app.js', 'srv/app.js', 'opt/app/lib/x.js', 'app/lib/x.js'])(
    '%s is in none',
    (path) => {
      expect(isOfPackage(path)).toBe(false);
    },
  );

  it.each(['', '/', 'test', '../usr/share/doc/x', 'a'.repeat(10_000)])('take any path: %j', (path) => {
    expect(typeof isPublished(path)).toBe('boolean');
  });
});
