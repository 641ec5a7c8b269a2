import type { DockerfileFacts } from '../../model/dockerfile-facts.js';
import type { ProjectFiles } from '../input-adapter.js';

/** More paths than this are not kept: then they are not known. */
const maxFiles = 200_000;

/**
 * What is known of the folder that is sent to the builder: the project's folder or, when only there is a `.dockerignore`,
 * the Dockerfile's own. `<Dockerfile>.dockerignore` goes before `.dockerignore`.
 */
export function buildContext(
  name: string,
  files: ProjectFiles,
): Pick<DockerfileFacts, 'dockerignore' | 'contextFiles'> {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const candidates = [
    `${name}.dockerignore`,
    '.dockerignore',
    ...(folder === '' ? [] : [`${folder}.dockerignore`]),
  ];
  const path = candidates.find((candidate) => files.read(candidate) !== null);
  const text = path === undefined ? null : files.read(path);
  const all = files.list();
  const isOwnFolder = folder !== '' && path === `${folder}.dockerignore`;
  const contextFiles = isOwnFolder
    ? (all?.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length)) ?? null)
    : all;
  const isKnown = text !== null || all !== null;
  return {
    dockerignore: isKnown
      ? { path: path ?? '.dockerignore', isPresent: text !== null, patterns: patternsOf(text ?? '') }
      : null,
    contextFiles: contextFiles !== null && contextFiles.length > maxFiles ? null : contextFiles,
  };
}

/** The patterns of a `.dockerignore`, in order, as written; comments and empty lines left out. */
function patternsOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 10_000);
}
