import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import type { LockedNode } from './locked-graph.js';
import { aliased, isOwnFolder, packageInAddress, splitAtVersion } from './npm-format.js';
import { requested } from './package-manifest.js';

interface ClassicEntry {
  /** 1-based. */
  readonly line: number;
  /** `a@^1.0.0`. */
  readonly patterns: readonly string[];
  readonly needs: string[];
  version?: string;
  /** The address that it was loaded from. */
  resolved?: string;
}

/** The entries of version 1 of Yarn's lock file, as `"a@^1.0.0, a@^1.1.0":` over `  version "1.2.3"`. */
export function* classicNodes(content: Uint8Array, problems: ReadProblems): Generator<LockedNode> {
  for (const { line, patterns, needs, version, resolved = '' } of classicEntries(content, problems)) {
    if (version === undefined) {
      problems.add(`the entry at line ${line} has no version`);
      continue;
    }
    const parts = patterns.map((pattern) => splitAtVersion(pattern) ?? { name: pattern, rest: '' });
    const { name, rest } = parts[0]!;
    const names = parts.flatMap((part) => [requested(part.name, part.rest), part.name]);
    const itsName = nameOf(name, rest, version, resolved);
    yield {
      package: isOwnFolder(rest) ? null : { name: itsName, version },
      names: [...new Set(names)],
      needs,
    };
  }
}

/** A project may have another package installed by the name of one: `resolutions` do. */
function nameOf(name: string, rest: string, version: string, resolved: string): string {
  const loaded = packageInAddress(resolved);
  const itsName = loaded?.version === version ? loaded.name : packageInAddress(rest)?.name;
  return itsName ?? aliased(rest) ?? name;
}

function* classicEntries(content: Uint8Array, problems: ReadProblems): Generator<ClassicEntry> {
  let open: ClassicEntry | null = null;
  let group = '';
  for (const { number, text } of textLines(content, problems)) {
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith(' ')) {
      group = /^ {2}"?(\w+)"?:/.exec(text)?.[1] ?? group;
      if (open) readLine(text, group, open);
    } else {
      if (open) yield open;
      group = '';
      open = text.endsWith(':') ? { line: number, patterns: patternsOf(text), needs: [] } : null;
      if (!open) problems.add(`line ${number} is no entry: ${quoted(text)}`);
    }
  }
  if (open) yield open;
}

/** `  version "1.2.3"`, or in a group `    b "^2.0.0"`. */
function readLine(text: string, group: string, entry: ClassicEntry): void {
  const [, space, name, value = ''] = /^( {2}| {4})(?:"([^"]+)"|[^\s":]+) "?(.*?)"?$/.exec(text) ?? [];
  if (space === undefined) return;
  const key = name ?? text.trim().split(' ', 1)[0]!;
  if (space.length === 4) {
    if (group === 'dependencies' || group === 'optionalDependencies') entry.needs.push(requested(key, value));
  } else if (key === 'version') entry.version ??= value;
  else if (key === 'resolved') entry.resolved ??= value;
}

/** `a@^1.0.0` and `b@>=1, <2` of `a@^1.0.0, "b@>=1, <2":`. */
function patternsOf(text: string): string[] {
  const patterns = [...text.slice(0, -1).matchAll(/"([^"]*)"|([^\s",][^",]*)/g)].map(
    ([, inQuotes, plain = '']) => inQuotes ?? plain.trim(),
  );
  return patterns.length === 0 ? [''] : patterns;
}
