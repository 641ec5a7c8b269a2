import { posix } from 'node:path';
import type { DockerfileStage } from '../../model/dockerfile-facts.js';

/** The folder commands run in at an instruction of a stage; null: a variable hides it. */
export function workdirAt(
  stages: readonly DockerfileStage[],
  stage: DockerfileStage,
  before = Infinity,
): string | null {
  const chain: DockerfileStage[] = [];
  for (let current: DockerfileStage | undefined = stage; current && !chain.includes(current);) {
    chain.unshift(current);
    current = current.fromStage === null ? undefined : stages[current.fromStage];
  }
  let folder = '/';
  let isHidden = false;
  for (const member of chain) {
    for (const [index, { keyword, arguments: words, isOnBuild }] of member.instructions.entries()) {
      if (member === stage && index >= before) break;
      if (keyword !== 'WORKDIR' || isOnBuild) continue;
      const written = words.join(' ');
      isHidden = written.includes('$') || (isHidden && !written.startsWith('/'));
      folder = posix.resolve(folder, written);
    }
  }
  return isHidden ? null : folder;
}

/** A path as an absolute one, without dots and trailing slashes. */
export function absolute(folder: string, path: string): string {
  return posix.resolve(folder, path);
}

/** Whether a path is a folder, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}
