import { pomDependencies } from '../java/pom-dependencies.js';
import { type Pom, readPom } from '../java/pom-model.js';
import type { SourceReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { isLockFilePath, lockedComponents } from './lock-file.js';
import { mavenFormat } from './maven-format.js';

/** Where builds put copies, and what new projects are made from. */
const foldersOfBuilds = /(?:^|\/)(?:target|META-INF|archetype-resources)\//;

/**
 * Maven's `pom.xml` (https://maven.apache.org/pom.html): the direct dependencies of each project, their versions by
 * properties, management and parents of the same folder. Only for development is what has the scope `test`; those of
 * other scopes count, optional ones too. Left out: plugins, and dependencies on projects of the folder. It is no lock
 * file: what the dependencies need in turn is not in it, which is reported.
 */
export const mavenLockFile: SourceReader<Pom> = {
  id: 'maven',
  version: 2,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [mavenFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name === 'pom.xml') && !foldersOfBuilds.test(path),
  extract(_path, content) {
    const problems = new ReadProblems();
    return problems.settle(readPom(content, problems));
  },
  components: (files) => lockedComponents(pomDependencies(files).packages, mavenFormat),
  unresolved: (files) => pomDependencies(files).unresolved,
};
