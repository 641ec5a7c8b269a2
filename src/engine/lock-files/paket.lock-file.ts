import { quoted } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';
import { nugetFormat } from './nuget-format.js';

/** Sections of what comes from addresses and repositories, of which the file states no version. */
const otherSections: ReadonlySet<string> = new Set(['CLR', 'GIST', 'GIT', 'GITHUB', 'HTTP']);
/** `    Newtonsoft.Json (13.0.3) - restriction: >= net6.0`. */
const locked = /^ {4}(\S+) \(([^\s()]+)\)(?: - .*)?$/;

/**
 * The `paket.lock` of Paket (https://fsprojects.github.io/Paket/lock-file.html): the packages of NuGet in all groups.
 * The file does not say what is only for development: groups may have any name.
 */
export const paketLockFile = lockFile({
  ...nugetFormat,
  id: 'paket',
  version: 1,
  isLockFile: (name) => name === 'paket.lock',
  *packages(content, problems) {
    let section = '';
    for (const { number, text } of textLines(content, problems)) {
      const line = text.trimEnd();
      if (/^[A-Z]/.test(line)) {
        section = line;
        if (section !== 'NUGET' && !otherSections.has(section) && !/^(?:[A-Z_-]+: |GROUP \S)/.test(section))
          problems.add(`line ${number} is no section of Paket: ${quoted(section)}`);
      } else if (line !== '' && section !== 'NUGET' && !otherSections.has(section))
        problems.add(`line ${number} is in no section: ${quoted(line.trim())}`);
      else if (section === 'NUGET' && /^ {4}\S/.test(line)) {
        const [, name, version] = locked.exec(line) ?? [];
        if (name !== undefined && version !== undefined) yield { name, version };
        else problems.add(`line ${number} is no package with its version: ${quoted(line.trim())}`);
      }
    }
  },
});
