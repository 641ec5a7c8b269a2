import type { Cataloger, ExtractedFile, Json } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { type TextLine, textLines } from '../text/text-lines.js';
import { debFormat } from './distribution-formats.js';
import {
  distributionComponent,
  type DistributionPackage,
  isPackageText,
  mostPackages,
} from './distribution-package.js';
import { foundComponents } from './found-components.js';

/** What the extracts of `dpkgCataloger` are kept under. */
export const dpkgReader = 'dpkg';
export const statusFile = 'var/lib/dpkg/status';
const statusFolder = 'var/lib/dpkg/status.d/';
/** Entries that are to replace those of the status file, in the order of their names. */
const updatePath = /^var\/lib\/dpkg\/updates\/[0-9]+$/;

/** Package states of which no files are left, and all others (dpkg(1), "Package states"). */
const goneStates = new Set(['not-installed', 'config-files']);
const presentStates = new Set([
  'half-installed',
  'unpacked',
  'half-configured',
  'triggers-awaited',
  'triggers-pending',
  'installed',
]);

const wantedFields = new Set(['package', 'status', 'version', 'architecture', 'source', 'multi-arch']);

interface Stanza {
  /** 1-based. */
  readonly line: number;
  readonly fields: Map<string, string>;
}

/** What is kept of an entry; plain JSON. */
type DpkgPackage = DistributionPackage & {
  /** No files of the package are left. */
  readonly isGone?: true;
  /** Of an update: the same package of other architectures may stand beside it. */
  readonly isShared?: true;
};

/**
 * dpkg's status database with what dpkg has not put into it yet (it ended too early), and the folder with one control
 * file per package that stands for it in images without dpkg (distroless); a package listed there without a state is
 * installed.
 */
export const dpkgCataloger: Cataloger<DpkgPackage[]> = {
  id: dpkgReader,
  version: 3,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: debFormat.ecosystems,
  wants(path) {
    if (path === statusFile || updatePath.test(path)) return true;
    const name = path.startsWith(statusFolder) ? path.slice(statusFolder.length) : '';
    return name !== '' && !name.includes('/') && !name.endsWith('.md5sums');
  },
  extract(path, content) {
    const problems = new ReadProblems();
    const isUpdate = updatePath.test(path);
    const isDatabase = path === statusFile || isUpdate;
    const packages: DpkgPackage[] = [];
    for (const stanza of stanzasOf(textLines(content, problems), isDatabase, problems)) {
      const found = isDatabase ? entryOf(stanza, isUpdate, problems) : packageOf(stanza, false, problems);
      if (found) packages.push(found);
      if (packages.length < mostPackages) continue;
      problems.add(
        `there may be more than ${mostPackages} packages: those after line ${stanza.line} were not read`,
      );
      break;
    }
    return problems.settle(packages);
  },
  components(files, context) {
    return foundComponents(
      updated(files).map(({ found, path, layer }) => ({
        component: distributionComponent(found, context, debFormat),
        path,
        layer,
      })),
    );
  },
};

/** Names of the packages that a file of dpkg's database speaks of, by what was kept of the file. */
export function packagesNamedIn(extract: Json): string[] {
  return (extract as DpkgPackage[]).map(({ name }) => name);
}

interface Placed {
  readonly found: DpkgPackage;
  readonly path: string;
  readonly layer: string;
}

/**
 * The packages of all files, those of the status file as its updates leave them: an update replaces the package of its
 * architecture, and of every other one unless both can be there.
 */
function updated(files: readonly ExtractedFile<DpkgPackage[]>[]): Placed[] {
  const isUpdate = ({ path }: Placed) => updatePath.test(path);
  const all = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path, layer, extract }) => extract.map((found) => ({ found, path, layer })));
  const updates = all.filter(isUpdate);
  if (updates.length === 0) return all.filter(({ found }) => !found.isGone);
  const others = all.filter((one) => !isUpdate(one));
  const byName = new Map<string, Map<string | null, Placed>>();
  for (const one of [...others.filter(({ path }) => path === statusFile), ...updates]) {
    const { name, architecture, isShared, isGone } = one.found;
    const before = byName.get(name) ?? new Map<string | null, Placed>();
    // One that is gone may no longer say that it was shared: of several others only its own goes.
    const isOnly = isUpdate(one) && !isShared && (!isGone || before.size < 2);
    const known = isOnly ? new Map<string | null, Placed>() : before;
    if (isGone) known.delete(architecture);
    else known.set(architecture, one);
    byName.set(name, known);
  }
  return [
    ...others.filter(({ path }) => path !== statusFile),
    ...[...byName.values()].flatMap((known) => [...known.values()]),
  ];
}

/**
 * Fields by lower-case name (deb822(5)); their continuation lines hold nothing that is wanted. A file of one stanza may
 * be cut off in a field that is not wanted, one of many may not.
 */
function* stanzasOf(lines: Iterable<TextLine>, hasMany: boolean, problems: ReadProblems): Generator<Stanza> {
  let stanza: Stanza | null = null;
  for (const { number, text, isCut } of lines) {
    const name = fieldOf(text);
    if (isCut && (hasMany || wantedFields.has(name)))
      problems.add(`line ${number}, the last one, is cut off`);
    if (text.trim() === '') {
      if (stanza) yield stanza;
      stanza = null;
      continue;
    }
    stanza ??= { line: number, fields: new Map() };
    if (text.startsWith(' ') || text.startsWith('\t')) continue;
    if (name === '') problems.add(`line ${number} is no field: ${quoted(text)}`);
    else if (!wantedFields.has(name)) continue;
    else if (stanza.fields.has(name)) problems.add(`line ${number} states ${name} again`);
    else stanza.fields.set(name, text.slice(name.length + 1).trim());
  }
  if (stanza) yield stanza;
}

/** The name of the field that the line begins, in lower case; empty: it begins none. */
function fieldOf(line: string): string {
  return line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase();
}

/** Null: no files of the package are left, or the stanza cannot be told. */
function packageOf(stanza: Stanza, needsStatus: boolean, problems: ReadProblems): DistributionPackage | null {
  const { line, fields } = stanza;
  const status = fields.get('status');
  const state = stateOf(stanza);
  if (state !== undefined && goneStates.has(state)) return null;
  const [name, version, architecture] = [
    fields.get('package'),
    fields.get('version'),
    fields.get('architecture'),
  ];
  if (!isPackageText(name) || !isPackageText(version)) {
    const missing = isPackageText(name)
      ? `the package ${quoted(name)} has no version`
      : 'there is no package name';
    problems.add(`in the entry at line ${line} ${missing}`);
    return null;
  }
  if (status === undefined ? needsStatus : state === undefined || !presentStates.has(state)) {
    problems.add(`in the entry at line ${line} the state of ${quoted(name)} is not known`);
  }
  const source = sourceOf(fields.get('source'), version);
  if (source === 'unreadable')
    problems.add(`in the entry at line ${line} the source of ${quoted(name)} cannot be read`);
  const isSame =
    source === null || source === 'unreadable' || (source.name === name && source.version === version);
  return {
    name,
    version,
    architecture: isPackageText(architecture) ? architecture : null,
    source: isSame ? null : source,
    licence: null,
  };
}

/** An entry of the status file, or of an update of it. */
function entryOf(stanza: Stanza, isUpdate: boolean, problems: ReadProblems): DpkgPackage | null {
  const { fields } = stanza;
  const shared = isUpdate && fields.get('multi-arch') === 'same' ? { isShared: true as const } : {};
  const found = packageOf(stanza, true, problems);
  if (found) return { ...found, ...shared };
  const [name, architecture] = [fields.get('package'), fields.get('architecture')];
  if (!isPackageText(name) || !goneStates.has(stateOf(stanza) ?? '')) return null;
  const own = { name, version: '', architecture: isPackageText(architecture) ? architecture : null };
  return { ...own, source: null, licence: null, ...shared, isGone: true };
}

function stateOf({ fields }: Stanza): string | undefined {
  return fields.get('status')?.split(/\s+/)[2];
}

/** `openssl` or `openssl (3.0.11-1)`; the version is the package's unless it is stated. */
function sourceOf(field: string | undefined, version: string): DistributionPackage['source'] | 'unreadable' {
  if (field === undefined) return null;
  const [, name, stated = version] = /^([^\s()]+)(?:\s+\(([^\s()]+)\))?$/.exec(field) ?? [];
  return isPackageText(name) && isPackageText(stated) ? { name, version: stated } : 'unreadable';
}
