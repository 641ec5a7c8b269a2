import type { ImageReference } from '../../model/workload-facts.js';
import { matchesGlob } from '../../policy/glob.js';

/** Images of Docker Hub's official library that set no USER, or root: what they start is root's. */
const rootLibrary = new Set([
  ...[
    'almalinux',
    'alpine',
    'alt',
    'amazoncorretto',
    'amazonlinux',
    'archlinux',
    'bash',
    'buildpack-deps',
    'busybox',
  ],
  ...[
    'caddy',
    'centos',
    'clearlinux',
    'clojure',
    'composer',
    'consul',
    'couchdb',
    'dart',
    'debian',
    'docker',
    'drupal',
  ],
  ...[
    'eclipse-temurin',
    'elixir',
    'erlang',
    'fedora',
    'gcc',
    'golang',
    'gradle',
    'haskell',
    'httpd',
    'influxdb',
  ],
  ...[
    'joomla',
    'julia',
    'mageia',
    'mariadb',
    'maven',
    'mongo',
    'mysql',
    'nextcloud',
    'nginx',
    'node',
    'openjdk',
  ],
  ...[
    'opensuse',
    'oraclelinux',
    'perl',
    'photon',
    'php',
    'postgres',
    'pypy',
    'python',
    'rabbitmq',
    'redis',
    'redmine',
  ],
  ...[
    'registry',
    'rockylinux',
    'ruby',
    'rust',
    'sapmachine',
    'sl',
    'swift',
    'tomcat',
    'traefik',
    'ubuntu',
    'wordpress',
  ],
  ...['zookeeper'],
]);
/** Repositories elsewhere of which the same is so, as globs; what `except` fits is not root's. */
const rootElsewhere: readonly { readonly repository: string; readonly except: string | null }[] = [
  { repository: 'gcr.io/distroless/*', except: '*nonroot*' },
  { repository: 'mcr.microsoft.com/dotnet/**', except: '*{chiseled,distroless,extra}*' },
  { repository: 'registry.access.redhat.com/ubi*', except: null },
  { repository: 'registry.access.redhat.com/ubi*/ubi*', except: null },
  { repository: 'quay.io/centos/*', except: null },
  { repository: 'registry.fedoraproject.org/fedora*', except: null },
  { repository: 'docker.io/opensuse/*', except: null },
  { repository: 'docker.io/amd64/*', except: null },
  { repository: 'docker.io/arm64v8/*', except: null },
  { repository: 'public.ecr.aws/docker/library/*', except: null },
  { repository: 'public.ecr.aws/amazonlinux/*', except: null },
];

/** The tag's ending that names a smaller variant, by library image; null: it has none, another base is needed. */
const smallerVariants: Readonly<Record<string, string | null>> = {
  almalinux: 'minimal',
  amazoncorretto: 'alpine',
  amazonlinux: null,
  archlinux: null,
  'buildpack-deps': null,
  centos: null,
  debian: 'slim',
  'eclipse-temurin': null,
  elixir: 'slim',
  erlang: 'slim',
  fedora: null,
  gcc: null,
  golang: 'alpine',
  gradle: 'alpine',
  haskell: 'slim',
  httpd: 'alpine',
  mariadb: null,
  maven: null,
  mongo: null,
  mysql: null,
  nginx: 'alpine-slim',
  node: 'slim',
  openjdk: 'slim',
  oraclelinux: 'slim',
  perl: 'slim',
  php: 'alpine',
  postgres: 'alpine',
  pypy: 'slim',
  python: 'slim',
  redis: 'alpine',
  rockylinux: 'minimal',
  ruby: 'slim',
  rust: 'slim',
  swift: 'slim',
  tomcat: null,
  ubuntu: null,
};

export type BaseClass = 'distroless' | 'minimal' | 'alpine' | 'slim' | 'full';

/** Names a reference goes by: with and without registry and `library/`, with and without tag (`latest` when omitted). */
export function referenceNames({ registry, repository, tag, digest }: ImageReference): string[] {
  if (registry === null || repository === null) return [];
  const short = repository.replace(/^library\//, '');
  const names =
    registry === 'docker.io' ? [short, repository, `docker.io/${repository}`] : [`${registry}/${repository}`];
  const version = tag ?? (digest === null ? 'latest' : null);
  return version === null ? names : [...names, ...names.map((name) => `${name}:${version}`)];
}

/** Whether one of a reference's names fits a glob. `(a|b)` stands for either. */
export function fitsReference(pattern: string, reference: ImageReference): boolean {
  const names = referenceNames(reference);
  return alternatives(pattern).some((glob) => names.some((name) => matchesGlob(glob, name)));
}

/** The name in Docker's official library; null: it is not of it. */
export function libraryName({ registry, repository }: ImageReference): string | null {
  if (registry === 'public.ecr.aws' && repository?.startsWith('docker/library/')) return repository.slice(15);
  return registry === 'docker.io' && repository?.startsWith('library/') ? repository.slice(8) : null;
}

/** Whether the image is known to start as root. */
export function startsAsRoot(reference: ImageReference): boolean {
  const library = libraryName(reference);
  if (library !== null && rootLibrary.has(library)) return true;
  return rootElsewhere.some(({ repository, except }) => {
    const isException = except !== null && matchesAny(except, reference.tag ?? 'latest');
    return fitsReference(repository, reference) && !isException;
  });
}

/** Whether an image of the official library of this name is known. */
export function isKnownLibraryImage(name: string): boolean {
  return rootLibrary.has(name) || Object.hasOwn(smallerVariants, name);
}

/** How much an image holds besides what it is for; null: it cannot be told from its name. */
export function baseClass(reference: ImageReference): BaseClass | null {
  const { registry, repository, tag } = reference;
  if (registry === null || repository === null) return null;
  const name = `${registry}/${repository}`;
  const version = tag ?? '';
  if (
    /^gcr\.io\/distroless\/|^cgr\.dev\/|distroless|^dhi\.io\//.test(name) ||
    /distroless|chiseled/.test(version)
  )
    return 'distroless';
  if (/(?:^|[-/])(?:minimal|micro|busybox)\b/.test(`${repository}-${version}`)) return 'minimal';
  if (repository === 'library/alpine' || version.includes('alpine') || /wolfi/.test(name)) return 'alpine';
  if (/(?:^|-)slim\b|-slim$/.test(version) || repository.endsWith('-slim')) return 'slim';
  const library = libraryName(reference);
  if (reference.tag === null && reference.isUnresolved) return null;
  return library !== null && Object.hasOwn(smallerVariants, library) ? 'full' : null;
}

/** The tag of a smaller variant of the same image; null: there is none, or the tag is not of a form that tells. */
export function smallerTag(reference: ImageReference): string | null {
  const variant = smallerVariants[libraryName(reference) ?? ''] ?? null;
  if (variant === null || reference.digest !== null || reference.isUnresolved) return null;
  if (reference.tag === null || reference.tag === 'latest') return variant;
  const isPlain = variant === 'slim' ? /^\d[\w.]*(?:-[a-z]+)?$|^[a-z]+$/ : /^\d[\d.]*$/;
  return isPlain.test(reference.tag) ? `${reference.tag}-${variant}` : null;
}

function alternatives(pattern: string): string[] {
  const [, head, group, tail] = /^(.*?)\(([^()]*)\)(.*)$/.exec(pattern) ?? [];
  if (group === undefined) return [pattern];
  return group.split('|').map((choice) => `${head}${choice}${tail}`);
}

function matchesAny(pattern: string, text: string): boolean {
  const [, head, group, tail] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  const globs = group === undefined ? [pattern] : group.split(',').map((choice) => `${head}${choice}${tail}`);
  return globs.some((glob) => matchesGlob(glob, text));
}
