import type { LanguagePackage } from '../catalogers/language-component.js';
import type { SourceReader } from '../model/file-reader.js';
import { objectOf, parseYaml, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { hackageFormat } from './hackage-format.js';
import { distinctPackages, isLockFilePath, lockedComponents } from './lock-file.js';
import { elementsAt } from './members.js';
import { inQuotes, UnresolvedReasons } from './unresolved-reasons.js';

/** What is kept of a `stack.yaml.lock`; plain JSON. */
export type StackLock = {
  readonly packages: readonly LanguagePackage[];
  /** Addresses of the sets of packages that it builds on. */
  readonly snapshots: readonly string[];
};

/**
 * Stack's `stack.yaml.lock`, and `stack-9.6.yaml.lock` of a `stack-9.6.yaml`
 * (https://docs.haskellstack.org/en/stable/topics/lock_files/): the packages beside those of the snapshot. Which ones
 * of the snapshot are used, and in which version, is not in it, which is reported. What comes from a repository or an
 * archive counts at the version that it states itself.
 */
export const stackLockFile: SourceReader<StackLock> = {
  id: 'stack',
  version: 1,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [hackageFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => /^stack[\w.-]*\.yaml\.lock$/.test(name)),
  extract(_path, content) {
    const problems = new ReadProblems();
    const document = objectOf(parseYaml(content, 'failsafe'), 'the file');
    if (valueOf(document, 'packages') === undefined) problems.add('the file has no "packages"');
    const packages = elementsAt(document, 'packages', problems).flatMap(
      (entry) => packageOf(valueOf(entry, 'completed'), problems) ?? [],
    );
    const snapshots = elementsAt(document, 'snapshots', problems).map(
      (entry) => textAt(valueOf(entry, 'completed'), 'url') ?? '',
    );
    return problems.settle({ packages: distinctPackages(packages, problems), snapshots });
  },
  components: (files) =>
    lockedComponents(
      files.map((file) => ({ ...file, extract: file.extract.packages })),
      hackageFormat,
    ),
  unresolved(files) {
    const reasons = new UnresolvedReasons();
    for (const { path, extract } of files) {
      for (const snapshot of extract.snapshots)
        reasons.add(path, `which packages of the snapshot ${inQuotes(snapshot)} are used is not in it`);
    }
    return reasons.list();
  },
};

/** `hackage: zlib-0.6.3.0@sha256:…,5567`; of other places name and version. */
function packageOf(completed: unknown, problems: ReadProblems): LanguagePackage | null {
  const hackage = textAt(completed, 'hackage');
  const [, ofHackage, itsVersion] = /^([^@\s]+)-([0-9]+(?:\.[0-9]+)*)(?:@|$)/.exec(hackage ?? '') ?? [];
  const name = ofHackage ?? textAt(completed, 'name');
  const version = itsVersion ?? textAt(completed, 'version');
  if (name !== null && version !== null) return { name, version };
  problems.add(`${quoted(hackage ?? name ?? '')} is no package and version`);
  return null;
}
