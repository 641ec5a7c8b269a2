import { isIgnored } from '../text/ignore-patterns.js';
import type { EnvironmentFile, EnvironmentFileExposure } from '../model/environment-file.js';
import { redactText } from '../secrets/redaction.js';
import type { ProjectFiles } from './input-adapter.js';

/** A file of variables that a definition names, with who may come by it. `path`: in the project; null: outside it. */
export function environmentFile(
  name: string,
  path: string | null,
  isRead: boolean,
  files: ProjectFiles,
): EnvironmentFile {
  const exposure = path === null ? null : exposureOf(path, files);
  return { name: redactText(name), kind: 'file', isRead, ...(exposure && { exposure }) };
}

function exposureOf(path: string, files: ProjectFiles): EnvironmentFileExposure {
  const mode = files.mode?.(path) ?? null;
  return {
    mode: mode === null ? null : `0${(mode & 0o7777).toString(8)}`,
    isIgnoredByGit: isIgnoredByGit(path, files),
    isIgnoredByBuilds: isIgnoredByBuilds(path, files),
  };
}

/** By the `.gitignore` of any folder above it (https://git-scm.com/docs/gitignore); null: the project has none. */
function isIgnoredByGit(path: string, files: ProjectFiles): boolean | null {
  const folders = path.split('/').slice(0, -1);
  let known: boolean | null = null;
  for (let depth = 0; depth <= folders.length; depth += 1) {
    const folder = folders
      .slice(0, depth)
      .map((part) => `${part}/`)
      .join('');
    const text = files.read(`${folder}.gitignore`);
    if (text === null) continue;
    known = (known ?? false) || isIgnored(path.slice(folder.length), patternsOf(text).map(anchored));
  }
  return known;
}

/** Null: whether the project is built into an image is not known. */
function isIgnoredByBuilds(path: string, files: ProjectFiles): boolean | null {
  const text = files.read('.dockerignore');
  if (text !== null) return isIgnored(path, patternsOf(text));
  const paths = files.list();
  if (paths === null) return null;
  return !paths.some((name) => /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[^/]*)?$/.test(name));
}

function patternsOf(text: string): string[] {
  return text
    .slice(0, 1_000_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Git looks for a pattern without a slash in every folder. */
function anchored(pattern: string): string {
  const isException = pattern.startsWith('!');
  const bare = isException ? pattern.slice(1) : pattern;
  const wide = bare.replace(/\/$/, '').includes('/') ? bare : `**/${bare}`;
  return isException ? `!${wide}` : wide;
}
