import type { WorkloadFacts, WorkloadVariable } from '../../model/workload-facts.js';
import { keyAndValue } from '../docker-options/pieces.js';
import { environmentFile } from '../environment-file.js';
import type { ProjectFiles } from '../input-adapter.js';
import { workloadVariable } from '../variables.js';
import type { StatedFlags } from './stated-flags.js';

/** Longer files of variables are not read. */
const longestFile = 1_000_000;

/** The variables of `--env-file` and `--env`, which wins; files that are not to be had are named. */
export function environmentOf(
  stated: StatedFlags,
  files: ProjectFiles,
): Pick<WorkloadFacts, 'environment' | 'environmentFiles'> {
  const found = new Map<string, { variable: WorkloadVariable; line: number }>();
  const environmentFiles = stated.all('--env-file').flatMap(({ value, line, expansions }) => {
    if (value === null) return [];
    const text = expansions.length > 0 ? null : fileText(files, value);
    for (const entry of text === null ? [] : fileEntries(text))
      found.set(entry.name, { variable: entry, line });
    const path = expansions.length > 0 ? null : projectPath(value);
    return [environmentFile(value, path, text !== null, files)];
  });
  stated.all('--env').forEach(({ value, line, expansions }) => {
    if (value === null) return;
    const { key, value: content } = keyAndValue(value);
    if (expansions.some(({ start }) => start < key.length)) stated.unresolved.add('environment');
    else found.set(key, { variable: workloadVariable(key, content), line });
  });
  if (!stated.has('--env') && !environmentFiles.some(({ isRead }) => isRead))
    return { environment: null, environmentFiles };
  const entries = [...found.values()];
  entries.forEach(({ line }, index) => stated.place(`environment.${index}`, line));
  if (entries[0]) stated.place('environment', entries[0].line);
  return { environment: entries.map(({ variable }) => variable), environmentFiles };
}

/** The text of a file that an option names; null: it is not in the project, or not to be had. */
export function fileText(files: ProjectFiles, name: string): string | null {
  const path = projectPath(name);
  const text = path === null ? null : files.read(path);
  return text === null || text.length > longestFile ? null : text;
}

/** The path from the project's folder; null: it leads out of it. */
function projectPath(name: string): string | null {
  const parts: string[] = [];
  if (/^[/~\\]|^[A-Za-z]:/.test(name) || name.length > 1_000) return null;
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}

/** Docker's own reading of such a file: quotes are part of the value. */
function fileEntries(text: string): WorkloadVariable[] {
  const result: WorkloadVariable[] = [];
  for (const raw of text.replace(/^\ufeff/, '').split('\n')) {
    const line = raw.trimStart().replace(/\r$/, '');
    if (line === '' || line.startsWith('#')) continue;
    const { key, value } = keyAndValue(line);
    if (key !== '' && !/\s/.test(key)) result.push(workloadVariable(key, value));
  }
  return result;
}

/** `name=value` texts as a record; values that look secret are withheld by `safe`. */
export function recordOf(
  texts: readonly string[],
  safe: (name: string, value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const { key, value } = keyAndValue(text);
      return [key, safe(key, value ?? '')];
    }),
  );
}
