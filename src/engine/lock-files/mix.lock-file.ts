import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { type ElixirToken, elixirTokens } from './elixir-tokens.js';
import { hexFormat } from './hex-format.js';
import type { LockedNode } from './locked-graph.js';
import { type MixProject, mixProject } from './mix-project.js';
import { projectLockFile } from './project-lock-file.js';

/**
 * Mix's `mix.lock`: an Elixir map of applications to where each comes from, `{:hex, :name, "1.0.0", …}`. Left out: what
 * comes from a repository or a folder, of which the file states no version. Only for development is what alone leads to
 * that the `mix.exs` beside the file, and those below, ask for in other environments than `prod`.
 */
export const mixLockFile = projectLockFile<MixProject>({
  ...hexFormat,
  id: 'mix',
  version: 2,
  isLockFile: (name) => name === 'mix.lock',
  nodes: (content, problems) => nodesOf(content, problems),
  isProjectFile: (name) => name === 'mix.exs',
  project: mixProject,
  projectsOf(lockFile, nearest) {
    const root = posix.join(posix.dirname(lockFile), 'mix.exs');
    return nearest.includes(root) ? nearest : [];
  },
  asked(projects) {
    if (projects.some(({ hasFolders }) => hasFolders)) return null;
    return {
      needed: projects.flatMap(({ needed }) => needed),
      development: projects.flatMap(({ development }) => development),
    };
  },
});

/** Items of a tuple that says what the package needs; those that Hex wrote before 0.14 do not. */
const itemsWithNeeds = 6;

/** Of what comes from a repository the file does not say what it needs. */
function* nodesOf(content: Uint8Array, problems: ReadProblems): Generator<LockedNode> {
  for (const entry of entriesIn(textOf(content))) {
    const found = packageOf(entry, problems);
    yield {
      package: found,
      names: [entry.key],
      needs: found && entry.items.length >= itemsWithNeeds ? entry.needs : null,
    };
  }
}

interface LockEntry {
  readonly key: string;
  /** What stands in its tuple, but for lists and tuples in it: null. */
  readonly items: (ElixirToken | null)[];
  /** Applications that it needs, which stand first in the tuples of a list: `[{:jason, "~> 1.0", […]}]`. */
  readonly needs: string[];
}

const closing: ReadonlyMap<string, string> = new Map([
  ['%{', '}'],
  ['{', '}'],
  ['[', ']'],
]);

/** The entries of the map. @throws UnreadableFileError when the text is none */
function* entriesIn(text: string): Generator<LockEntry> {
  const open: string[] = [];
  let entry: LockEntry | null = null;
  let isDone = false;
  let isFirst = false;
  for (const token of elixirTokens(text)) {
    const { kind, value, line } = token;
    const end = kind === 'mark' ? closing.get(value) : undefined;
    const isMap = value === '%{';
    if (isDone || (open.length === 0) !== (end !== undefined && isMap && open.length === 0))
      throw new UnreadableFileError(`line ${line} is none of a map of Elixir`);
    if (end !== undefined) {
      if (open.length === 2) entry?.items.push(null);
      open.push(end);
      isFirst = open.length === 4;
    } else if (kind === 'mark' && /[\]}]/.test(value)) {
      if (open.pop() !== value) throw new UnreadableFileError(`line ${line} closes what is not open`);
      if (open.length === 1 && entry) {
        yield entry;
        entry = null;
      }
      isDone = open.length === 0;
    } else if (kind !== 'mark' && open.length === 1) entry = { key: value, items: [], needs: [] };
    else if (kind !== 'mark' && open.length === 2) entry?.items.push(token);
    else if (kind !== 'mark' && isFirst) {
      entry?.needs.push(value);
      isFirst = false;
    }
  }
  if (!isDone) throw new UnreadableFileError('the map of Elixir has no end');
}

/** Null when it is left out, or reported. */
function packageOf({ key, items }: LockEntry, problems: ReadProblems): LanguagePackage | null {
  const [source, name, version] = items;
  if (source?.kind === 'atom' && (source.value === 'git' || source.value === 'path')) return null;
  if (source?.kind === 'atom' && source.value === 'hex' && name?.kind === 'atom' && version?.kind === 'text')
    return { name: name.value, version: version.value };
  // As Hex before 0.9 wrote it: {:package, "1.0.0"}.
  if (source?.kind === 'atom' && source.value === 'package' && name?.kind === 'text')
    return { name: key, version: name.value };
  problems.add(`${quoted(key)} has no source that is known`);
  return null;
}
