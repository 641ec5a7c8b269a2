import { listOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { mavenFormat } from './maven-format.js';
import { elementsAt } from './members.js';

/** Configurations that are built with or run, without the ending of those that sbt keeps to itself. */
const needed: ReadonlySet<string> = new Set([
  'compile',
  'default',
  'optional',
  'provided',
  'runtime',
  'system',
]);

/**
 * The `build.sbt.lock` of sbt's dependency lock plugin
 * (https://stringbean.github.io/sbt-dependency-lock/file-formats/version-1.html). Only for development is what only
 * other configurations have: those of tests, of documentation, and the compiler's own.
 */
export const sbtLockFile = lockFile({
  ...mavenFormat,
  id: 'sbt',
  version: 1,
  isLockFile: (name) => name === 'build.sbt.lock',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    if (valueOf(document, 'lockVersion') !== 1) problems.add('lockVersion is not 1');
    for (const entry of elementsAt(document, 'dependencies', problems)) {
      const [organisation, name, version] = [
        textAt(entry, 'org'),
        textAt(entry, 'name'),
        textAt(entry, 'version'),
      ];
      const module = `${organisation ?? ''}:${name ?? ''}`;
      if (organisation === null || name === null || version === null)
        problems.add(`${quoted(module)} has no organisation, name or version`);
      else yield { name: module, version, isDevelopment: isForDevelopment(entry) };
    }
  },
});

/** Whether it has configurations, and none that is needed. */
function isForDevelopment(entry: unknown): boolean {
  const configurations = listOf(valueOf(entry, 'configurations')).map((one) =>
    String(one).replace(/-internal$/, ''),
  );
  return configurations.length > 0 && !configurations.some((one) => needed.has(one));
}
