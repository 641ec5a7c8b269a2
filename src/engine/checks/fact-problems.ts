import type { FactProblem, ImageFacts, TargetKind } from '../model/facts.js';
import type { Text } from '../model/text.js';

/** Where the distributions' package databases stand. */
const packageDatabases = [
  '/var/lib/dpkg/',
  '/lib/apk/',
  '/usr/lib/apk/',
  '/var/lib/rpm/',
  '/usr/lib/sysimage/rpm/',
];

/**
 * The first problem that leaves the list of files itself in doubt: one that concerns a layer or the whole image. When
 * only the content of a named file could not be read, the file is listed all the same.
 */
export function fileIndexProblem(facts: ImageFacts): FactProblem | null {
  return facts.rootfs.problems.find(({ path }) => !path.startsWith('/') || path === '/') ?? null;
}

/** The first problem with one of these files, or with the list of files. */
export function problemWith(facts: ImageFacts, paths: readonly string[]): FactProblem | null {
  return facts.rootfs.problems.find(({ path }) => paths.includes(path)) ?? fileIndexProblem(facts);
}

/** The first problem with a distribution's package database, or with the list of files. */
export function packageDatabaseProblem(facts: ImageFacts): FactProblem | null {
  const isDatabase = ({ path }: FactProblem) => packageDatabases.some((folder) => path.startsWith(folder));
  return facts.rootfs.problems.find(isDatabase) ?? fileIndexProblem(facts);
}

/** What messages call a target of each kind. */
export const targetNouns: Readonly<Record<TargetKind, Text>> = {
  image: { en: 'image', zh: '镜像' },
  source: { en: 'folder', zh: '源码目录' },
  sbom: { en: 'bill of materials', zh: '物料清单' },
  workload: { en: 'workload definition', zh: '工作负载定义' },
  dockerfile: { en: 'Dockerfile', zh: 'Dockerfile' },
  host: { en: 'host', zh: '主机' },
  'docker-bench': { en: 'result of docker-bench-security', zh: 'docker-bench-security 结果' },
};

/** The problem in one sentence part: `/etc/passwd could not be read fully (line 3 has 5 fields)`. Details are in English. */
export function describeProblem({ path, detail }: FactProblem, kind: TargetKind = 'image'): Text {
  const noun = targetNouns[kind];
  return {
    en: `${path === '' ? `the ${noun.en}` : path} could not be read fully (${detail})`,
    zh: `${path === '' ? `该${noun.zh}` : `${path} `}未能完整读取（${detail}）`,
  };
}
