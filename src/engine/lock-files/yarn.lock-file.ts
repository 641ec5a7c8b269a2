import { posix } from 'node:path';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseBlockYaml } from '../text/block-yaml.js';
import { entriesOf, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import type { LockedNode } from './locked-graph.js';
import { isOwnFolder, npmFormat, packageInAddress, splitAtVersion } from './npm-format.js';
import { type PackageManifest, packageManifest, requested } from './package-manifest.js';
import { projectLockFile } from './project-lock-file.js';
import { classicNodes } from './yarn-classic.js';

const classicMark = '# yarn lockfile v1';
/** Yarn reads a file of version 1 without the mark, too; in YAML a colon would follow. */
const classicVersion = /^ {2}(?:version|"version") +"?\d/m;
const registry = 'npm:';
const patch = 'patch:';
const workspace = 'workspace:';

/**
 * Yarn's `yarn.lock`, of version 1 ("classic", a format of its own) and of later ones ("berry", YAML). Left out:
 * workspaces and folders. What comes from a repository, a file or an address counts at the version that its own manifest
 * states. What a patch changes is listed unpatched. Only for development is what `devDependencies` alone lead to, of the
 * `package.json` beside the file and of the workspaces below.
 */
export const yarnLockFile = projectLockFile<PackageManifest>({
  ...npmFormat,
  id: 'yarn',
  version: 5,
  isLockFile: (name) => name === 'yarn.lock',
  nodes(content, problems) {
    const head = new TextDecoder().decode(content.subarray(0, 4_096));
    if (head.includes(classicMark) || classicVersion.test(head)) return classicNodes(content, problems);
    const [document] = parseBlockYaml(content);
    if (valueOf(document, '__metadata') !== undefined) return berryNodes(document, problems);
    throw new UnreadableFileError('the file says neither "yarn lockfile v1" nor "__metadata"');
  },
  plainName: (name) => splitAtVersion(name)?.name ?? name,
  isProjectFile: (name) => name === 'package.json',
  project: packageManifest,
  projectsOf(lockFile, nearest, projectAt) {
    const root = posix.join(posix.dirname(lockFile), 'package.json');
    if (!nearest.includes(root)) return [];
    return projectAt(root)?.hasWorkspaces === true ? nearest : [root];
  },
  asked(projects, nodes) {
    const names = new Set(projects.map(({ name }) => ownName(name ?? '')));
    // Of a workspace whose manifest is not there, the file says what it needs, but not for what.
    const unread = nodes.filter(({ names: [own = ''] }) => own.startsWith(workspace) && !names.has(own));
    return {
      needed: [...projects.flatMap(({ needed }) => needed), ...unread.flatMap(({ needs }) => needs ?? [])],
      development: projects.flatMap(({ development }) => development),
    };
  },
});

/** Entries with a `resolution` as `"a@npm:1.2.3"`, maybe with parameters: `a@npm:1.2.3::__archiveUrl=…`. */
function* berryNodes(document: unknown, problems: ReadProblems): Generator<LockedNode> {
  for (const [key, entry] of entriesOf(document)) {
    if (key === '__metadata') continue;
    const resolution = splitAtVersion(textAt(entry, 'resolution') ?? '');
    if (!resolution) problems.add(`${quoted(key)} has no resolution`);
    else yield { package: packageOf(resolution, entry), ...placeOf(key, resolution, entry) };
  }
}

interface Resolution {
  readonly name: string;
  readonly rest: string;
}

function packageOf({ name, rest }: Resolution, entry: unknown): LockedNode['package'] {
  if (rest.startsWith(registry)) return { name, version: rest.slice(registry.length).split('::')[0]! };
  const version = textAt(entry, 'version');
  if (version === null || rest.startsWith(patch) || isOwnFolder(rest)) return null;
  return { name: packageInAddress(rest)?.name ?? name, version };
}

/** Nobody needs a workspace: it asks for what it needs by itself. */
function placeOf(
  key: string,
  { name, rest }: Resolution,
  entry: unknown,
): Pick<LockedNode, 'names' | 'needs'> {
  const needs = ['dependencies', 'optionalDependencies'].flatMap((group) =>
    entriesOf(valueOf(entry, group)).map(([its, range]) => requested(its, range)),
  );
  if (rest.startsWith(workspace)) return { names: [ownName(name)], needs };
  const names = key.split(', ').flatMap((descriptor) => {
    const its = splitAtVersion(descriptor);
    return its ? [requested(its.name, its.rest), its.name] : [];
  });
  // What a patch changes is an entry of the same name.
  return { names: [...new Set(names)], needs: rest.startsWith(patch) ? [...needs, name] : needs };
}

function ownName(name: string): string {
  return `${workspace}${name}`;
}
