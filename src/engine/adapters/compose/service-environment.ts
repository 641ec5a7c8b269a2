import type { Place, WorkloadFacts, WorkloadVariable } from '../../model/workload-facts.js';
import { keyAndValue } from '../docker-options/pieces.js';
import { environmentFile } from '../environment-file.js';
import { holdsVariable } from '../image-name.js';
import type { ProjectFiles } from '../input-adapter.js';
import type { LocatedView } from '../located-view.js';
import { workloadVariable } from '../variables.js';
import { dotenvVariables } from './dotenv.js';
import { interpolate, isLeftOpen } from './interpolation.js';
import { projectPath } from './project-files.js';
import type { StatedService } from './stated-service.js';

interface FoundVariable {
  readonly variable: WorkloadVariable;
  readonly place: Place;
}

/** Variables that the files of one project may bring to its services. */
const mostFromFiles = 20_000;

/** Reads the `env_file`s of a project's services; a file counts each time that a service takes it. */
export class EnvironmentFiles {
  private readonly known = new Map<string, FoundVariable[] | null>();
  private left = mostFromFiles;

  constructor(readonly files: ProjectFiles) {}

  /** Null: it is not there, cannot be had, or holds too much. */
  read(path: string, isRaw: boolean): readonly FoundVariable[] | null {
    const key = `${isRaw ? 'raw' : ''}:${path}`;
    if (!this.known.has(key)) this.known.set(key, this.parsed(path, isRaw));
    const found = this.known.get(key)!;
    this.left -= found?.length ?? 0;
    return found === null || this.left < 0 ? null : found;
  }

  private parsed(path: string, isRaw: boolean): FoundVariable[] | null {
    const text = this.files.read(path);
    if (text === null) return null;
    const variables = isRaw ? rawVariables(text) : dotenvVariables(text);
    if (variables.length > mostFromFiles) return null;
    return variables.map(({ name, value, line }) => ({
      variable: workloadVariable(name, value),
      place: { file: path, document: 0, pointer: '', line },
    }));
  }
}

/** As Docker itself reads such a file: quotes are part of the value. */
function rawVariables(text: string): { name: string; value: string | null; line: number }[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.trimStart().replace(/\r$/, '');
    const { key, value } = keyAndValue(line);
    return line === '' || line.startsWith('#') || key === '' ? [] : [{ name: key, value, line: index + 1 }];
  });
}

/** The variables of the files and of `environment`, which wins; files that are not to be had are named. */
export function environmentOf(
  stated: StatedService,
  files: EnvironmentFiles,
): Pick<WorkloadFacts, 'environment' | 'environmentFiles'> {
  const found = new Map<string, FoundVariable>();
  const environmentFiles = stated.at('env_file').items.map((item, index) => {
    stated.note(`environmentFiles.${index}`, item);
    const text = (item.isMap ? item.at('path').text : item.text) ?? '';
    const path = stated.isOpen(item) ? null : projectPath(item.place.file ?? stated.name, text);
    const read = fileVariables(stated, item, text, path, files);
    for (const entry of read ?? []) found.set(entry.variable.name, entry);
    return environmentFile(text.slice(0, 1_000), path, read !== null, files.files);
  });
  const own = stated.at('environment');
  stated.note('environment', own);
  for (const [name, view] of own.entries) {
    if (holdsVariable(name)) stated.unresolved.add('environment');
    else found.set(name, { variable: statedVariable(stated, name, view), place: view.place });
  }
  if (own.isThere && !own.isMap) stated.unresolved.add('environment');
  if (!own.isMap && !environmentFiles.some(({ isRead }) => isRead))
    return { environment: null, environmentFiles };
  const entries = [...found.values()];
  entries.forEach(({ place }, index) => {
    stated.places[`environment.${index}`] = place;
  });
  return { environment: entries.map(({ variable }) => variable), environmentFiles };
}

function fileVariables(
  stated: StatedService,
  item: LocatedView,
  text: string,
  path: string | null,
  files: EnvironmentFiles,
): readonly FoundVariable[] | null {
  const read = path === null ? null : files.read(path, item.at('format').text === 'raw');
  if (read !== null || item.at('required').boolean === false) return read;
  const why = path === null && !stated.isOpen(item) ? 'lies outside the project' : 'is not to be had';
  stated.problem(item, `the variables of a file were not read: ${text.slice(0, 200)} ${why}`);
  return null;
}

/**
 * What is kept of a variable. What the environment of whoever starts it puts in is not written here, so it is no literal;
 * a default is one.
 */
function statedVariable(stated: StatedService, name: string, view: LocatedView): WorkloadVariable {
  const written = stated.written(view);
  if (written === null) return workloadVariable(name, view.text);
  const { text, ...read } = interpolate(written, {});
  const variable = workloadVariable(name, text);
  const isFilledIn =
    isLeftOpen(read) && variable.detections.length === 0 && variable.valueClass === 'literal';
  return isFilledIn ? { ...variable, valueClass: 'interpolated' } : variable;
}
