import type { OsRelease } from '../model/facts.js';
import type { FileReader } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText, type TextLine, textLines } from '../text/text-lines.js';
import type { AsJson } from './as-json.js';
import { releaseLine, releaseLinePaths } from './release-line.js';

/** Where the distribution and its release are told; the first that is there counts. */
export const osReleasePaths: readonly string[] = [
  'etc/os-release',
  'usr/lib/os-release',
  ...releaseLinePaths,
];

/** What a file without an `ID` stands for, as os-release(5) says. */
const unnamed = 'linux';

/**
 * The distribution and its release, from os-release(5): shell assignments, of which the last to a name counts; or from
 * the older files of one line.
 */
export const osReleaseObserver: FileReader<AsJson<OsRelease>> = {
  id: 'os-release',
  version: 4,
  maxBytes: 1024 * 1024,
  wants: (path) => osReleasePaths.includes(path),
  extract(path, content) {
    if (releaseLinePaths.includes(path)) return releaseLine(path, content);
    const problems = new ReadProblems();
    const values = assignmentsOf(textLines(content, problems), problems);
    const text = (name: string): string | null => {
      const value = values.get(name);
      return value === undefined || value === '' ? null : plainText(value);
    };
    return problems.settle({
      id: text('ID')?.toLowerCase() ?? unnamed,
      idLike: (text('ID_LIKE') ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter((id) => id !== ''),
      versionId: text('VERSION_ID'),
      prettyName: text('PRETTY_NAME'),
      codename: text('VERSION_CODENAME'),
    });
  },
};

function assignmentsOf(lines: Iterable<TextLine>, problems: ReadProblems): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { number, text } of lines) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, assigned] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
    const value = assigned === undefined ? null : unquoted(assigned);
    if (name === undefined || value === null)
      problems.add(`line ${number} is no assignment: ${quoted(line)}`);
    else values.set(name, value);
  }
  return values;
}

/** The value as a shell reads it; null when a quotation mark is not closed. */
function unquoted(assigned: string): string | null {
  const mark = assigned.charAt(0);
  if (mark !== '"' && mark !== "'") return assigned;
  if (assigned.length < 2 || !assigned.endsWith(mark)) return null;
  const inner = assigned.slice(1, -1);
  return mark === "'" ? inner : inner.replace(/\\([\\"$`])/g, '$1');
}
