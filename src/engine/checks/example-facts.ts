import { ecosystemsOf } from '../catalogers/found-components.js';
import type { ImageFacts, SbomFacts, SourceFacts } from '../model/facts.js';
import type { FoundComponent } from '../model/component.js';
import type { Vulnerability } from '../model/finding.js';
import type { AdvisoryDatabase, CheckSubjects } from './check.js';

/** Any part of an object; arrays are given whole. */
export type Part<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Part<T[Key]> }
    : T;

/** The instant examples are judged at, unless they state their own. */
export const exampleNow = '2026-06-01T12:00:00.000Z';

const layer = `sha256:${'1'.repeat(64)}`;

/** A component of Debian 13; `overrides` replace its fields. */
export function aComponent(overrides: Part<FoundComponent> = {}): FoundComponent {
  const name = overrides.name ?? 'openssl';
  const version = overrides.version ?? '3.5.1-1';
  const component: FoundComponent = {
    ecosystem: 'Debian:13',
    name,
    version,
    architecture: 'amd64',
    purl: `pkg:deb/debian/${name}@${version}?arch=amd64`,
    source: null,
    licence: null,
    paths: ['/var/lib/dpkg/status'],
    layer,
    isDevelopment: false,
  };
  return merge(component, overrides);
}

const exampleConfig: ImageFacts['config'] = {
  user: '65532:65532',
  environment: [],
  exposedPorts: [{ port: 8080, protocol: 'tcp' }],
  volumes: [],
  entrypoint: ['/app/server'],
  command: [],
  workingDirectory: '/app',
  labels: {},
  healthcheck: {
    test: ['CMD', '/app/server', '--health'],
    intervalMs: 30_000,
    timeoutMs: 5_000,
    retries: 3,
  },
  stopSignal: null,
};

const exampleRootfs: ImageFacts['rootfs'] = {
  osRelease: {
    id: 'debian',
    idLike: [],
    versionId: '13',
    prettyName: 'Debian GNU/Linux 13 (trixie)',
    codename: 'trixie',
  },
  accounts: [
    { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/sbin/nologin' },
    { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot', shell: '/sbin/nologin' },
  ],
  shadow: [{ name: 'root', state: 'locked' }],
  groups: [
    { name: 'root', gid: 0 },
    { name: 'nonroot', gid: 65532 },
  ],
  files: {
    count: 120,
    bytes: 30_000_000,
    setuid: [],
    worldWritable: [],
    shells: [],
    packageManagers: [],
    sshServers: [],
  },
  components: [aComponent()],
  ecosystems: ['Debian:13'],
  secrets: { found: [], unsearched: [] },
  problems: [],
};

/** An image that every check passes at `exampleNow`; `overrides` replace parts of its facts. */
export function anImage(overrides: Part<ImageFacts> = {}): ImageFacts {
  const image: ImageFacts = {
    kind: 'image',
    imageId: `sha256:${'2'.repeat(64)}`,
    manifestDigest: `sha256:${'3'.repeat(64)}`,
    platform: { os: 'linux', architecture: 'amd64', variant: null },
    createdAt: '2026-05-20T08:00:00.000Z',
    config: exampleConfig,
    history: [{ index: 0, createdBy: 'COPY / /', createdAt: '2026-05-20T08:00:00.000Z', emptyLayer: false }],
    configSecrets: [],
    layers: [{ diffId: layer, digest: `sha256:${'4'.repeat(64)}`, sizeBytes: 12_000_000 }],
    rootfs: exampleRootfs,
  };
  const { rootfs, ...rest } = merge(image, overrides);
  return { ...rest, rootfs: { ...rootfs, ecosystems: ecosystemsOf(rootfs.components) } };
}

/** A fixable high vulnerability of openssl; `overrides` replace its fields. */
export function aVulnerability(overrides: Part<Vulnerability> = {}): Vulnerability {
  const vulnerability: Vulnerability = {
    id: 'CVE-2026-0001',
    aliases: ['DEBIAN-CVE-2026-0001'],
    advisories: ['DEBIAN-CVE-2026-0001'],
    component: {
      id: 'component-1',
      ecosystem: 'Debian:13',
      name: 'openssl',
      version: '3.5.1-1',
      purl: 'pkg:deb/debian/openssl@3.5.1-1?arch=amd64',
      isDevelopment: false,
    },
    result: 'affected',
    reason: null,
    severity: 'high',
    score: 7.5,
    fixedVersion: '3.5.2-1',
    isKnownExploited: false,
    exploitScore: null,
    summary: 'Out-of-bounds read',
    location: { path: '/var/lib/dpkg/status', layer, line: null },
  };
  return merge(vulnerability, overrides);
}

/** An advisory database that covers Debian 13 and npm, imported two hours before `exampleNow`. */
export function aDatabase(overrides: Part<AdvisoryDatabase> = {}): AdvisoryDatabase {
  const database: AdvisoryDatabase = {
    importedAt: '2026-06-01T10:00:00.000Z',
    ecosystemTimes: [],
    ecosystems: ['Debian:13', 'npm'],
    knownExploitedAt: '2026-06-01T10:00:00.000Z',
    exploitPredictedOn: null,
    snapshot: 'snapshot-1',
  };
  return merge(database, overrides);
}

/** What image checks look at: `anImage(facts)` with these vulnerabilities and this database. */
export function anImageSubject(
  facts: Part<ImageFacts> = {},
  vulnerabilities: readonly Vulnerability[] = [],
  database: Part<AdvisoryDatabase> = {},
): CheckSubjects['image'] {
  return { facts: anImage(facts), vulnerabilities, database: aDatabase(database) };
}

/** What checks of folders look at: one with a lock file of npm; `overrides` replace parts of its facts. */
export function aSourceSubject(
  overrides: Part<SourceFacts> = {},
  vulnerabilities: readonly Vulnerability[] = [],
  database: Part<AdvisoryDatabase> = {},
): CheckSubjects['source'] {
  const path = '/package-lock.json';
  const digest = `sha256:${'5'.repeat(64)}`;
  const purl = 'pkg:npm/left-pad@1.0.0';
  const names = { name: 'left-pad', version: '1.0.0', ecosystem: 'npm', purl, architecture: null };
  const source: SourceFacts = {
    kind: 'source',
    digest,
    files: [{ path, sizeBytes: 100, digest }],
    inventory: {
      ecosystems: ['npm'],
      components: [aComponent({ ...names, paths: [path], layer: null })],
      problems: [],
    },
  };
  return { facts: merge(source, overrides), vulnerabilities, database: aDatabase(database) };
}

/** What checks of bills of materials look at: one of Debian 13; `overrides` replace parts of its facts. */
export function anSbomSubject(
  overrides: Part<SbomFacts> = {},
  vulnerabilities: readonly Vulnerability[] = [],
  database: Part<AdvisoryDatabase> = {},
): CheckSubjects['sbom'] {
  const sbom: SbomFacts = {
    kind: 'sbom',
    digest: `sha256:${'6'.repeat(64)}`,
    format: 'CycloneDX',
    specVersion: '1.6',
    subject: { name: 'app', version: '1' },
    inventory: {
      ecosystems: [aComponent().ecosystem],
      components: [aComponent({ layer: null, paths: [] })],
      problems: [],
    },
  };
  return { facts: merge(sbom, overrides), vulnerabilities, database: aDatabase(database) };
}

/** `base` with every stated part replaced, objects part by part, everything else whole. */
function merge<T extends object>(base: T, overrides: object): T {
  const result = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(overrides)) {
    const existing = result[key];
    result[key] = isPlain(existing) && isPlain(value) ? merge(existing, value) : value;
  }
  return result as T;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
