import { posix } from 'node:path';
import type { ExtractedFile } from '../model/file-reader.js';
import type { ProjectFile } from './project-model.js';

export type ProjectFileAt = ExtractedFile<ProjectFile>;

/** What one project is made of. */
export interface ProjectParts {
  /** In the order of their import. */
  readonly files: readonly ProjectFileAt[];
  /** Imported files of the folder that were not read. */
  readonly unread: readonly string[];
}

/** Files that MSBuild and NuGet import from the nearest folder above that has one: before a project, and after it. */
const before = ['Directory.Build.props', 'Directory.Packages.props'];
const after = ['Directory.Build.targets'];
const names: ReadonlySet<string> = new Set([...before, ...after].map((name) => name.toLowerCase()));

/** Where many a repository has the versions of its packages, in files of any name that it imports. */
const engineering = 'eng';
const engineeringFolder = /^\$\(RepositoryEngineeringDir\)\/?/i;

/** Files that one project imports, and they in turn; more are not followed. */
const mostFiles = 100;

/** Whether a file of this name is a project, of C#, F# or Visual Basic. */
export function isProject(path: string): boolean {
  return /\.(?:cs|fs|vb)proj$/i.test(path);
}

/** Whether a file of this name is a project, what projects import by themselves, or lies where they keep versions. */
export function isOfProjects(name: string, folder: string): boolean {
  return isProject(name) || isByItself(name) || (folder === engineering && /\.props$/i.test(name));
}

/** On Windows the case of names makes no difference. */
function isByItself(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** All projects of a folder, and what they import. */
export class ProjectFolder {
  /** By path. */
  readonly files: readonly ProjectFileAt[];
  readonly projects: readonly ProjectFileAt[];
  private readonly byPath: ReadonlyMap<string, ProjectFileAt>;
  /** By path in lower case. */
  private readonly byAnyCase: ReadonlyMap<string, ProjectFileAt>;

  constructor(files: readonly ProjectFileAt[]) {
    this.files = files.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
    this.projects = this.files.filter(({ path }) => isProject(path));
    this.byPath = new Map(this.files.map((file) => [file.path, file]));
    this.byAnyCase = new Map(this.files.map((file) => [file.path.toLowerCase(), file]));
  }

  private at(path: string): ProjectFileAt | undefined {
    return this.byPath.get(path) ?? this.byAnyCase.get(path.toLowerCase());
  }

  /** What projects import by themselves and no project of the folder lies where it does so; all without any. */
  unused(): ProjectFileAt[] {
    return this.files.filter(({ path }) => {
      if (isProject(path)) return false;
      return isByItself(posix.basename(path))
        ? !this.hasProjectIn(posix.dirname(path))
        : this.projects.length === 0;
    });
  }

  private hasProjectIn(folder: string): boolean {
    return this.projects.some(({ path }) => folder === '.' || path.startsWith(`${folder}/`));
  }

  partsOf(project: ProjectFileAt): ProjectParts {
    const folder = posix.dirname(project.path);
    const imports = new Imports((from, path) => this.imported(from, path));
    for (const name of before) imports.take(this.above(folder, name));
    imports.take(project);
    for (const name of after) imports.take(this.above(folder, name));
    return { files: [...imports.files], unread: [...imports.unread] };
  }

  /** The nearest file of the name in the folder or above it. */
  private above(folder: string, name: string): ProjectFileAt | null {
    for (let at = folder; ; at = posix.dirname(at)) {
      const found = this.at(posix.join(at, name));
      if (found) return found;
      if (at === '.' || at === '/' || at === '..') return null;
    }
  }

  /** The file, the path of one that was not read, or null: it is none of the folder's, or none that must be. */
  private imported(from: ProjectFileAt, written: string): ProjectFileAt | string | null {
    const folder = posix.dirname(from.path);
    const name = /GetPathOfFileAbove\(\s*['"]?([\w.]+)/i.exec(written)?.[1];
    if (name !== undefined) return folder === '.' ? null : this.above(posix.dirname(folder), name);
    const path = written.replaceAll('\\', '/').replace(/^\$\(MSBuildThisFileDirectory\)\/?/i, '');
    if (engineeringFolder.test(path))
      return this.above(folder, path.replace(engineeringFolder, `${engineering}/`));
    // What installed packages bring is listed by the file that they were installed from.
    if (/[$@%]\(/.test(path) || /(?:^|\/)packages\//i.test(path)) return null;
    return this.at(posix.join(folder, path)) ?? path;
  }
}

class Imports {
  readonly files = new Set<ProjectFileAt>();
  readonly unread = new Set<string>();
  private readonly begun = new Set<ProjectFileAt>();

  constructor(
    private readonly imported: (from: ProjectFileAt, path: string) => ProjectFileAt | string | null,
  ) {}

  /** The file, after what it imports. */
  take(file: ProjectFileAt | null): void {
    if (!file || this.begun.has(file) || this.begun.size >= mostFiles) return;
    this.begun.add(file);
    for (const path of file.extract.imports) {
      const found = this.imported(file, path);
      if (typeof found === 'string') this.unread.add(found);
      else this.take(found);
    }
    this.files.add(file);
  }
}
