import { quoted } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';
import { mavenFormat } from './maven-format.js';

/** Where Gradle before 7 wrote a file for each configuration, which its name says. */
const folderOfConfigurations = 'dependency-locks';
const extension = '.lockfile';

/**
 * Gradle's `gradle.lockfile` and `buildscript-gradle.lockfile`, and its older files in `gradle/dependency-locks`
 * (https://docs.gradle.org/current/userguide/dependency_locking.html). Only for development is what only configurations
 * of tests have.
 */
export const gradleLockFile = lockFile({
  ...mavenFormat,
  id: 'gradle',
  version: 1,
  isLockFile: (name, folder) =>
    /^(?:[\w.-]+-)?gradle\.lockfile$/.test(name) ||
    (folder === folderOfConfigurations && name.endsWith(extension)),
  *packages(content, problems, path) {
    const fileName = path.split('/').at(-1) ?? '';
    for (const { number, text } of textLines(content, problems)) {
      const line = text.trim();
      if (line === '' || line.startsWith('#') || line.startsWith('empty=')) continue;
      const [coordinates = '', configurations = fileName.slice(0, -extension.length)] = line.split('=');
      const [group, artifact, version, ...rest] = coordinates.split(':');
      if (!group || !artifact || !version || rest.length > 0)
        problems.add(`line ${number} is no module with its version: ${quoted(line)}`);
      else {
        const isDevelopment = configurations.split(',').every(isOfTests);
        yield { name: `${group}:${artifact}`, version, isDevelopment };
      }
    }
  },
});

/** `testRuntimeClasspath`, `debugAndroidTestCompileClasspath`. */
function isOfTests(configuration: string): boolean {
  return /^(?:test|androidTest)|Test(?![a-z])/.test(configuration);
}
