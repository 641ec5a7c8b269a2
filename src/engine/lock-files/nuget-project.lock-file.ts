import { projectDependencies } from '../dotnet/project-dependencies.js';
import { isOfProjects } from '../dotnet/project-folder.js';
import { type ProjectFile, readProject } from '../dotnet/project-model.js';
import type { SourceReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { isLockFilePath, lockedComponents } from './lock-file.js';
import { nugetFormat } from './nuget-format.js';

/** Where builds put copies. */
const foldersOfBuilds = /(?:^|\/)(?:bin|obj)\//;

/**
 * Projects of .NET (`*.csproj`, `*.fsproj`, `*.vbproj`) without a lock file of their own, with the versions that a
 * `Directory.Packages.props` manages for them, what else they import by themselves, and what of `eng/*.props` they import
 * (by Arcade's SDK too): the packages that they ask for. It is no lock file: what these need in turn is not in it, which
 * is reported.
 */
export const nugetProjectLockFile: SourceReader<ProjectFile> = {
  id: 'nuget-project',
  version: 2,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [nugetFormat.ecosystem],
  wants: (path) => isLockFilePath(path, isOfProjects) && !foldersOfBuilds.test(path),
  extract(_path, content) {
    const problems = new ReadProblems();
    return problems.settle(readProject(content, problems));
  },
  components: (files, { sourceFiles }) =>
    lockedComponents(projectDependencies(files, sourceFiles).packages, nugetFormat),
  unresolved: (files, sourceFiles) => projectDependencies(files, sourceFiles).unresolved,
};
