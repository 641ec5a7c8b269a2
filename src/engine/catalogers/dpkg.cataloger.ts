import type { Cataloger } from '../model/file-reader.js';
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

const statusFile = 'var/lib/dpkg/status';
const statusFolder = 'var/lib/dpkg/status.d/';

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

const wantedFields = new Set(['package', 'status', 'version', 'architecture', 'source']);

interface Stanza {
  /** 1-based. */
  readonly line: number;
  readonly fields: Map<string, string>;
}

/**
 * dpkg's status database, and the folder with one control file per package that stands for it in images without dpkg
 * (distroless); a package listed there without a state is installed.
 */
export const dpkgCataloger: Cataloger<DistributionPackage[]> = {
  id: 'dpkg',
  version: 1,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: debFormat.ecosystems,
  wants(path) {
    if (path === statusFile) return true;
    const name = path.startsWith(statusFolder) ? path.slice(statusFolder.length) : '';
    return name !== '' && !name.includes('/') && !name.endsWith('.md5sums');
  },
  extract(path, content) {
    const problems = new ReadProblems();
    const isStatusFile = path === statusFile;
    const packages: DistributionPackage[] = [];
    for (const stanza of stanzasOf(textLines(content, problems), isStatusFile, problems)) {
      const found = packageOf(stanza, isStatusFile, problems);
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
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: distributionComponent(found, context, debFormat),
          path,
          layer,
        })),
      ),
    );
  },
};

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
function packageOf(
  { line, fields }: Stanza,
  needsStatus: boolean,
  problems: ReadProblems,
): DistributionPackage | null {
  const status = fields.get('status');
  const state = status?.split(/\s+/)[2];
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

/** `openssl` or `openssl (3.0.11-1)`; the version is the package's unless it is stated. */
function sourceOf(field: string | undefined, version: string): DistributionPackage['source'] | 'unreadable' {
  if (field === undefined) return null;
  const [, name, stated = version] = /^([^\s()]+)(?:\s+\(([^\s()]+)\))?$/.exec(field) ?? [];
  return isPackageText(name) && isPackageText(stated) ? { name, version: stated } : 'unreadable';
}
