import { posix } from 'node:path';
import type { LanguageFormat, LanguagePackage } from '../catalogers/language-component.js';
import {
  type ExtractedFile,
  type Json,
  type SourceReader,
  UnreadableFileError,
} from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { distinctPackages, identityOf, isLockFilePath, largestFile, lockedComponents } from './lock-file.js';
import { type Asked, developmentNodes, type LockedNode } from './locked-graph.js';

/**
 * A format of lock files that do not say what is only for development: what a project's own files beside them ask for
 * does.
 */
export interface ProjectLockFormat<Project extends Json> extends LanguageFormat {
  readonly id: string;
  /** Raised when `nodes` or `project` gives something else for the same file. */
  readonly version: number;
  /** Whether a file of this name (`yarn.lock`) has the format. */
  isLockFile(fileName: string): boolean;
  /**
   * The packages that the file locks, repeated or not, and what is the project's own.
   * @throws UnreadableFileError when nothing of the file can be read
   */
  nodes(content: Uint8Array, problems: ReadProblems): Iterable<LockedNode>;
  /** What an exact name stands for when no package is called by it. Absent: itself. */
  readonly plainName?: (name: string) => string;
  /** Whether a file of this name (`package.json`) is of a project. */
  isProjectFile(fileName: string): boolean;
  /** @throws UnreadableFileError when it cannot be read, which is no problem of the lock file */
  project(content: Uint8Array): Project;
  /**
   * Paths of the project files that say what a lock file is for.
   * @param nearest those that lie in the lock file's folder or below and have no other lock file nearer above them
   * @param projectAt what one of them says; null when it was not read
   */
  projectsOf(
    lockFile: string,
    nearest: readonly string[],
    projectAt: (path: string) => Project | null,
  ): readonly string[];
  /** What the projects ask for together; null: it cannot be told. */
  asked(projects: readonly Project[], nodes: readonly LockedNode[]): Asked | null;
}

/** What is kept of a lock file, or of a project file. */
type ProjectLockExtract<Project extends Json> =
  | { readonly packages: readonly LanguagePackage[]; readonly nodes: readonly LockedNode[] }
  | { readonly project: Project | null };

/** The reader of one such format: at any depth, each package once. Without project files nothing is for development. */
export function projectLockFile<Project extends Json>(
  format: ProjectLockFormat<Project>,
): SourceReader<ProjectLockExtract<Project>> {
  const { id, version, ecosystem } = format;
  const isProjectFile = (path: string) => format.isProjectFile(posix.basename(path));
  return {
    id,
    version,
    maxBytes: largestFile,
    ecosystems: [ecosystem],
    wants: (path) => isLockFilePath(path, (name) => format.isLockFile(name) || format.isProjectFile(name)),
    extract(path, content) {
      if (isProjectFile(path)) return { project: readProject(format, content) };
      const problems = new ReadProblems();
      const nodes = [...format.nodes(content, problems)];
      const packages = distinctPackages(
        nodes.flatMap((node) => node.package ?? []),
        problems,
      );
      return problems.settle({ packages, nodes });
    },
    components: (files) => lockedComponents(new Projects(files, format).locked(), format),
    projectFiles: {
      isOne: isProjectFile,
      unread: { project: null },
      used: (files) => new Projects(files, format).used(),
    },
  };
}

/** Of a project file, in bytes: people write them. */
const largestProject = 4 * 1024 * 1024;

/** Null when it cannot be read, which is no problem of the lock file. */
function readProject<Project extends Json>(
  format: ProjectLockFormat<Project>,
  content: Uint8Array,
): Project | null {
  if (content.length > largestProject) return null;
  try {
    return format.project(content);
  } catch (error) {
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}

type LockAt = ExtractedFile<Extract<ProjectLockExtract<Json>, { readonly packages: unknown }>>;

/** The lock files of a folder of sources with the project files of each. */
class Projects<Project extends Json> {
  private readonly locks: LockAt[] = [];
  private readonly projects = new Map<string, Project | null>();
  private readonly root: Folder = { folders: new Map(), projects: null };

  constructor(
    files: readonly ExtractedFile<ProjectLockExtract<Project>>[],
    private readonly format: ProjectLockFormat<Project>,
  ) {
    for (const { path, layer, extract } of files) {
      if ('project' in extract) this.projects.set(path, extract.project);
      else this.locks.push({ path, layer, extract });
    }
    for (const { path } of this.locks) folderOf(this.root, path).projects = [];
    for (const path of [...this.projects.keys()].sort()) nearestLocked(this.root, path)?.projects?.push(path);
  }

  locked(): ExtractedFile<readonly LanguagePackage[]>[] {
    return this.locks.map(({ path, layer, extract }) => ({
      path,
      layer,
      extract: this.marked(path, extract),
    }));
  }

  used(): ReadonlySet<string> {
    return new Set(this.locks.flatMap(({ path }) => this.projectsOf(path)));
  }

  private marked(path: string, { packages, nodes }: LockAt['extract']): readonly LanguagePackage[] {
    const projects = this.projectsOf(path).map((project) => this.projects.get(project) ?? null);
    const read = projects.filter((project) => project !== null);
    const asked = read.length === projects.length && read.length > 0 ? this.format.asked(read, nodes) : null;
    if (!asked) return packages;
    const development = developmentNodes(nodes, asked, this.format.plainName);
    const used = new Set(
      nodes.flatMap((node, place) =>
        node.package && !development.has(place) ? identityOf(node.package) : [],
      ),
    );
    return packages.map((one) => (used.has(identityOf(one)) ? one : { ...one, isDevelopment: true }));
  }

  private projectsOf(path: string): readonly string[] {
    const nearest = folderOf(this.root, path).projects ?? [];
    return this.format.projectsOf(path, nearest, (project) => this.projects.get(project) ?? null);
  }
}

interface Folder {
  readonly folders: Map<string, Folder>;
  /** Paths of the project files that have no lock file nearer above them; null: it has no lock file. */
  projects: string[] | null;
}

/** The folder that the file lies in. */
function folderOf(root: Folder, path: string): Folder {
  let folder = root;
  for (const name of path.split('/').slice(0, -1)) {
    const next: Folder = folder.folders.get(name) ?? { folders: new Map(), projects: null };
    folder.folders.set(name, next);
    folder = next;
  }
  return folder;
}

/** The nearest folder with a lock file that the file lies in or below; null: there is none. */
function nearestLocked(root: Folder, path: string): Folder | null {
  let folder: Folder | undefined = root;
  let nearest = root.projects ? root : null;
  for (const name of path.split('/').slice(0, -1)) {
    folder = folder.folders.get(name);
    if (!folder) break;
    if (folder.projects) nearest = folder;
  }
  return nearest;
}
