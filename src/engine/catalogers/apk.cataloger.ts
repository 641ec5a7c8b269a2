import type { Cataloger } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText, type TextLine, textLines } from '../text/text-lines.js';
import { apkFormat } from './distribution-formats.js';
import {
  distributionComponent,
  type DistributionPackage,
  isPackageText,
  mostPackages,
} from './distribution-package.js';
import { foundComponents } from './found-components.js';

const databases = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);

/** Package name, version, architecture, origin (the source package) and licence. */
const wantedFields = new Set(['P', 'V', 'A', 'o', 'L']);

interface Entry {
  /** 1-based. */
  readonly line: number;
  readonly fields: Map<string, string>;
}

/** apk's database of installed packages (https://wiki.alpinelinux.org/wiki/Apk_spec). */
export const apkCataloger: Cataloger<DistributionPackage[]> = {
  id: 'apk',
  version: 2,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: apkFormat.ecosystems,
  wants: (path) => databases.has(path),
  extract(_path, content) {
    const problems = new ReadProblems();
    const packages: DistributionPackage[] = [];
    for (const entry of entriesOf(textLines(content, problems), problems)) {
      const found = packageOf(entry, problems);
      if (found) packages.push(found);
      if (packages.length < mostPackages) continue;
      problems.add(
        `there may be more than ${mostPackages} packages: those after line ${entry.line} were not read`,
      );
      break;
    }
    return problems.settle(packages);
  },
  components(files, context) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: distributionComponent(found, context, apkFormat),
          path,
          layer,
        })),
      ),
    );
  },
};

/** A field is one letter, a colon and its value. */
function* entriesOf(lines: Iterable<TextLine>, problems: ReadProblems): Generator<Entry> {
  let entry: Entry | null = null;
  for (const { number, text, isCut } of lines) {
    if (isCut) problems.add(`line ${number}, the last one, is cut off`);
    if (text === '') {
      if (entry) yield entry;
      entry = null;
      continue;
    }
    entry ??= { line: number, fields: new Map() };
    const letter = text.charAt(0);
    if (text.charAt(1) !== ':' || !/[A-Za-z]/.test(letter)) {
      problems.add(`line ${number} is no field: ${quoted(text)}`);
    } else if (wantedFields.has(letter)) {
      if (entry.fields.has(letter)) problems.add(`line ${number} states ${letter} again`);
      else entry.fields.set(letter, text.slice(2).trim());
    }
  }
  if (entry) yield entry;
}

function packageOf({ line, fields }: Entry, problems: ReadProblems): DistributionPackage | null {
  const [name, version, architecture] = [fields.get('P'), fields.get('V'), fields.get('A')];
  if (!isPackageText(name) || !isPackageText(version)) {
    const missing = isPackageText(name)
      ? `the package ${quoted(name)} has no version`
      : 'there is no package name';
    problems.add(`in the entry at line ${line} ${missing}`);
    return null;
  }
  const origin = fields.get('o') || name;
  if (!isPackageText(origin))
    problems.add(`in the entry at line ${line} the origin of ${quoted(name)} cannot be read`);
  const licence = fields.get('L') ?? '';
  return {
    name,
    version,
    architecture: isPackageText(architecture) ? architecture : null,
    source: origin === name || !isPackageText(origin) ? null : { name: origin, version },
    licence: licence === '' ? null : plainText(licence),
  };
}
