import { isDistribution } from '../advisories/ecosystems.js';
import type { ImageFacts } from '../model/facts.js';

/** A language runtime or service of an image. */
export interface ImageRuntime {
  /** Id of the product in the table of ends of life. */
  readonly product: string;
  /** As it is written where it was found; null: it cannot be read. */
  readonly version: string | null;
  /** Where it was found: a fact's path, as evidence names it. */
  readonly fact: string;
  /** Path of the file or fact that says so. */
  readonly path: string;
  /** Diff id; null: no layer is concerned. */
  readonly layer: string | null;
}

/** By the variables that official images set. */
const variables: ReadonlyMap<string, string> = new Map([
  ['NODE_VERSION', 'node'],
  ['PYTHON_VERSION', 'python'],
  ['JAVA_VERSION', 'java'],
  ['PHP_VERSION', 'php'],
  ['RUBY_VERSION', 'ruby'],
  ['GOLANG_VERSION', 'go'],
  ['DOTNET_VERSION', 'dotnet'],
  ['ASPNET_VERSION', 'dotnet'],
  ['PG_VERSION', 'postgres'],
  ['MYSQL_VERSION', 'mysql'],
  ['MARIADB_VERSION', 'mariadb'],
  ['REDIS_VERSION', 'redis'],
  ['MONGO_VERSION', 'mongodb'],
  ['NGINX_VERSION', 'nginx'],
]);

/** By the names of packages of the makers themselves. What a distribution packages it keeps up for as long as itself. */
const packages: ReadonlyMap<string, string> = new Map([
  ['stdlib', 'go'],
  ['node', 'node'],
  ['python', 'python'],
  ['java', 'java'],
  ['php', 'php'],
  ['ruby', 'ruby'],
  ['golang', 'go'],
  ['dotnet', 'dotnet'],
  ['postgresql', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['redis', 'redis'],
  ['mongodb', 'mongodb'],
  ['nginx', 'nginx'],
]);
export const runtimePackages: readonly string[] = [...packages.keys()];

/** Ecosystems whose packages are the makers' own: Go's standard library in programs, Bitnami's folders. */
const own: ReadonlySet<string> = new Set(['Go', 'Bitnami']);

/** The runtimes and services that an image names: in its environment, and by packages that no distribution keeps up. */
export function imageRuntimes({ config, rootfs }: ImageFacts): ImageRuntime[] {
  const stated = config.environment.flatMap(({ name, value, valueClass }): ImageRuntime[] => {
    const product = variables.get(name);
    if (product === undefined || valueClass === 'empty') return [];
    const path = `config.environment.${name}`;
    return [{ product, version: value, fact: path, path, layer: null }];
  });
  const installed = rootfs.components.flatMap(
    ({ ecosystem, name, version, paths, layer }): ImageRuntime[] => {
      const product = packages.get(name);
      const isOwn =
        own.has(ecosystem) && !isDistribution(ecosystem) && (name === 'stdlib') === (ecosystem === 'Go');
      if (product === undefined || !isOwn) return [];
      return [{ product, version, fact: 'rootfs.components', path: paths[0] ?? '', layer }];
    },
  );
  return [...stated, ...installed];
}
