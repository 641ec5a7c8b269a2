import { repositoryOf } from '../adapters/image-name.js';
import type { ImageReference } from '../model/workload-facts.js';

/** What the name of an image tells of what it is made of. */
export type StatedRuntime =
  | { readonly kind: 'runtime'; readonly product: string; readonly version: string | null }
  /** A base without a runtime of its own, or with those of a distribution only. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** Official images by their last name, and the product of the table of ends of life that their tags count. */
const products: ReadonlyMap<string, string> = new Map([
  ['node', 'node'],
  ['python', 'python'],
  ['openjdk', 'java'],
  ['eclipse-temurin', 'java'],
  ['amazoncorretto', 'java'],
  ['sapmachine', 'java'],
  ['php', 'php'],
  ['ruby', 'ruby'],
  ['golang', 'go'],
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['redis', 'redis'],
  ['mongo', 'mongodb'],
  ['mongodb', 'mongodb'],
  ['nginx', 'nginx'],
]);

/** Images of build tools and servers that run on Java, whose tags name it behind their own version. */
const onJava: ReadonlySet<string> = new Set([
  'maven',
  'gradle',
  'tomcat',
  'jetty',
  'sbt',
  'clojure',
  'groovy',
]);
const javaInTag = /(?:openjdk|temurin|jdk|jre|corretto|java|sapmachine|zulu|ibm-semeru)-?(\d{1,2})(?!\d)/;

const distributions: ReadonlySet<string> = new Set([
  ...['almalinux', 'alpine', 'amazonlinux', 'archlinux', 'busybox', 'centos', 'debian', 'fedora'],
  ...['opensuse', 'oraclelinux', 'photon', 'rockylinux', 'ubuntu'],
]);

/** Whose names are those of the official images. */
const publishers = ['docker.io/library/', 'public.ecr.aws/docker/library/', 'mirror.gcr.io/library/'];
const bitnami = ['docker.io/bitnami/', 'docker.io/bitnamilegacy/'];
const none: StatedRuntime = { kind: 'none' };
const unknown: StatedRuntime = { kind: 'unknown' };

/**
 * The runtime or service that an image's name states: `node:14` is Node.js 14. Of official images, Bitnami's, .NET's
 * and distroless ones; `unknown` for all others, whose names tell nothing of what they hold.
 */
export function runtimeOfReference(reference: ImageReference): StatedRuntime {
  const repository = repositoryOf(reference);
  if (repository === null) return unknown;
  const { tag } = reference;
  if (repository.startsWith('gcr.io/distroless/')) return ofDistroless(repository, tag);
  if (/^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/.test(repository))
    return { kind: 'runtime', product: 'dotnet', version: versionIn(tag) };
  const publisher = [...publishers, ...bitnami].find((prefix) => repository.startsWith(prefix));
  const name = publisher === undefined ? null : repository.slice(publisher.length);
  if (name === null || name.includes('/')) return unknown;
  if (distributions.has(name)) return none;
  if (onJava.has(name))
    return { kind: 'runtime', product: 'java', version: javaInTag.exec(tag ?? '')?.[1] ?? null };
  const product = products.get(name);
  return product === undefined ? unknown : { kind: 'runtime', product, version: versionIn(tag) };
}

/** `java11-debian12`, `nodejs18`; the oldest ones name the version in their tag: `java:11`. */
function ofDistroless(repository: string, tag: string | null): StatedRuntime {
  const match = /\/(java|nodejs)(\d{0,3})(?:-[a-z0-9]+)?$/.exec(repository);
  if (!match) return none;
  const version = match[2] === '' ? versionIn(tag) : match[2]!;
  return { kind: 'runtime', product: match[1] === 'java' ? 'java' : 'node', version };
}

/** Null: the tag names no version (`latest`, `lts`, `alpine`), or there is none. */
function versionIn(tag: string | null): string | null {
  return tag !== null && /^(?:v|jdk-)?\d/.test(tag) ? tag : null;
}
