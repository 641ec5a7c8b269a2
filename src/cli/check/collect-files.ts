import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ProjectFiles } from '../../engine/adapters/input-adapter.js';
import { noFiles } from '../../engine/adapters/input-adapter.js';
import { UsageError } from '../command-line.js';
import { shown } from '../output/text.js';
import type { CollectOptions } from './collect-inputs.js';
import { hasBase, isOverrideName, overrideOf } from './compose-files.js';
import { folderReason, reasonOf } from './file-reasons.js';
import { isWithin, systemError, walkFolder } from './folder-walk.js';
import { shownLabel, unread, type CollectedInput, type InputKind } from './input-text.js';
import { ProjectFolder } from './project-folder.js';
import { largestInput, readTextFile } from './read-text.js';
import { isCandidate, noText, recognised, tooLarge, unrecognised } from './recognise.js';

/** Larger files of a folder are not read; those that seem to be of a known kind are told. */
const largestOfFolder = 16 * 1024 * 1024;

/** A file that was named. */
export async function collectFile(path: string, options: CollectOptions): Promise<CollectedInput> {
  const absolute = resolve(path);
  const label = shownLabel(absolute);
  const read = await readTextFile(path, largestInput).catch(systemError);
  if (read instanceof Error) return unread(label, reasonOf(read));
  if (read === null) return unread(label, noText);
  if (!read.isWhole) return unread(label, tooLarge(largestInput));
  const kind = await recognised(read.text, [basename(path), ''], options.kind);
  if (kind === null) return unread(label, await unrecognised(read.text, basename(path)));
  return inputOf(absolute, kind, read.text, null, options);
}

/** What a folder holds of what can be judged. */
export async function* collectFolder(
  folder: string,
  options: CollectOptions,
): AsyncGenerator<CollectedInput> {
  const root = resolve(folder);
  let isEmpty = true;
  try {
    for await (const { path, error } of walkFolder(root, isCandidate)) {
      const found = error
        ? unread(shownLabel(join(root, path)), reasonOf(error))
        : await collectFromFolder(root, path, options);
      if (found === null) continue;
      isEmpty = false;
      yield found;
    }
  } catch (error) {
    isEmpty = false;
    yield unread(shownLabel(root), folderReason(error));
  }
  if (isEmpty) yield unread(shownLabel(root), nothingFound);
}

const nothingFound = {
  en: 'It holds nothing that can be judged: no Dockerfile, manifest, compose file, JSON of docker inspect or docker run line.',
  zh: '其中没有可判断的内容：没有 Dockerfile、清单、Compose 文件、docker inspect 的 JSON 或 docker run 命令。',
};

/** @returns null for a file that is of no known kind */
async function collectFromFolder(
  root: string,
  path: string,
  options: CollectOptions,
): Promise<CollectedInput | null> {
  const absolute = join(root, path);
  const read = await readTextFile(absolute, largestOfFolder).catch(systemError);
  if (read instanceof Error) return unread(shownLabel(absolute), reasonOf(read));
  if (read === null) return null;
  const kind = await recognised(read.text, [path], null);
  if (kind === null || (options.kind !== null && options.kind !== kind)) return null;
  if (!read.isWhole) return unread(shownLabel(absolute), tooLarge(largestOfFolder));
  if (kind === 'compose' && isMergedOver(absolute, options)) return null;
  return inputOf(absolute, kind, read.text, root, options);
}

/** Whether the file is merged over another one of its folder, with which it is judged. */
function isMergedOver(path: string, { overrides }: CollectOptions): boolean {
  const files = new ProjectFolder(dirname(path));
  return overrides === null && isOverrideName(basename(path)) && hasBase((name) => files.read(name) !== null);
}

async function inputOf(
  path: string,
  kind: InputKind,
  text: string,
  walkedFolder: string | null,
  options: CollectOptions,
): Promise<CollectedInput> {
  const label = shownLabel(path);
  const own = dirname(path);
  // What a builder is sent is the folder of the Dockerfile unless it is told another one.
  const folder = options.project ?? (kind === 'dockerfile' ? own : (walkedFolder ?? own));
  const projectFolder = await realpath(folder);
  const name = projectName(projectFolder, join(await realpath(own), basename(path)), label);
  const project = new ProjectFolder(projectFolder);
  const { environment, profiles, composeTarget, kubernetesVersion } = options;
  const files = kind === 'dockerfile' && options.project === null ? contextOf(project) : project;
  const overrides = kind === 'compose' ? overridesOf(name, project, options) : [];
  return {
    ok: true,
    label,
    kind,
    text,
    options: { name, files, environment, profiles, overrides, composeTarget, kubernetesVersion },
    file: { path, projectFolder, shownFolder: resolve(folder) },
  };
}

/** @throws UsageError when the file lies outside of the folder that was given with --project */
function projectName(folder: string, path: string, label: string): string {
  if (!isWithin(folder, path)) {
    throw new UsageError(`--project ${shown(folder)}: ${shown(label)} does not lie in it`);
  }
  return relative(folder, path).split(sep).join('/');
}

function overridesOf(name: string, files: ProjectFolder, { overrides, project }: CollectOptions): string[] {
  if (overrides === null) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const found = overrideOf(name.slice(folder.length), (file) => files.read(folder + file) !== null);
    return found === null ? [] : [folder + found];
  }
  return overrides.map((path) => {
    const absolute = resolve(path);
    if (isWithin(files.root, absolute)) return relative(files.root, absolute).split(sep).join('/');
    const how =
      project === null ? 'give the folder that holds both with --project' : 'it lies outside of --project';
    throw new UsageError(`--merge ${shown(path)}: ${how}`);
  });
}

/** A folder that holds Dockerfiles alone is sent to no builder: what is sent is not known then. */
function contextOf(project: ProjectFolder): ProjectFiles {
  const names = project.list();
  const isContext =
    names === null || names.some((name) => !/(?:docker|container)(?:file|ignore)/i.test(name));
  return isContext ? project : noFiles;
}
