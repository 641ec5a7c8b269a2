import { posix } from 'node:path';
import { entriesOf, listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import type { ReadProblems } from '../text/read-problems.js';
import type { LockedNode } from './locked-graph.js';
import { elementsAt, namedPackage } from './members.js';
import { projectLockFile } from './project-lock-file.js';
import { pypiFormat } from './pypi-format.js';
import { normalisePackageName } from '../advisories/package-name.js';
import { type PoetryProject, poetryProject } from './poetry-project.js';

/**
 * Poetry's `poetry.lock`. Left out: what is in a folder. What comes from a repository, a file or an address counts at the
 * version that it states itself. What no group but `main` has is needed: Poetry before 1.5 says it as `category`, since
 * 2.0 as `groups`, and in between the `pyproject.toml` beside the file does.
 */
export const poetryLockFile = projectLockFile<PoetryProject>({
  ...pypiFormat,
  id: 'poetry',
  version: 3,
  isLockFile: (name) => name === 'poetry.lock',
  nodes: (content, problems) => nodesOf(content, problems),
  isProjectFile: (name) => name === 'pyproject.toml',
  project: poetryProject,
  projectsOf(lockFile, nearest) {
    const project = posix.join(posix.dirname(lockFile), 'pyproject.toml');
    return nearest.includes(project) ? [project] : [];
  },
  asked: ([project]) => project ?? null,
});

/** What states its groups itself is called by no name: no project file says more of it. */
function* nodesOf(content: Uint8Array, problems: ReadProblems): Generator<LockedNode> {
  for (const entry of elementsAt(parseToml(content), 'package', problems)) {
    const groups = [...listOf(valueOf(entry, 'groups')), textAt(entry, 'category')].filter(
      (group) => group !== null,
    );
    const isForDevelopment = groups.length > 0 && !groups.includes('main');
    const found = namedPackage(entry, problems, isForDevelopment);
    if (!found) continue;
    const isFolder = textAt(valueOf(entry, 'source'), 'type') === 'directory';
    const needs = entriesOf(valueOf(entry, 'dependencies')).map(([name]) =>
      normalisePackageName('PyPI', name),
    );
    const names = groups.length > 0 ? [] : [normalisePackageName('PyPI', found.name)];
    yield { package: isFolder ? null : found, names, needs };
  }
}
