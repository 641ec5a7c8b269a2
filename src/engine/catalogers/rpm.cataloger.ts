import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { berkeleyRecords, isBerkeleyHash } from '../rpm/berkeley-hash.js';
import { BoundedView } from '../rpm/bounded-view.js';
import { isNdb, ndbRecords } from '../rpm/ndb.js';
import { type PackageHeader, readPackageHeader } from '../rpm/package-header.js';
import { fullVersion, sourceOf } from '../rpm/rpm-version.js';
import { isSqlite, sqliteRows } from '../rpm/sqlite-table.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { rpmFormat } from './distribution-formats.js';
import {
  distributionComponent,
  type DistributionPackage,
  isPackageText,
  moduleStream,
  mostPackages,
} from './distribution-package.js';
import { foundComponents } from './found-components.js';

const databases = new Set(
  ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
    ['Packages', 'Packages.db', 'rpmdb.sqlite', 'rpmdb.sqlite-wal'].map((name) => `${folder}/${name}`),
  ),
);

/** Where SQLite writes first: empty once rpm has closed the database. */
const pendingChanges = /\/rpmdb\.sqlite-wal$/;

/** Public keys that rpm keeps beside the packages. */
const keyPackage = 'gpg-pubkey';

/** rpm's database of installed packages, in any of its formats: Berkeley DB, NDB, SQLite. */
export const rpmCataloger: Cataloger<DistributionPackage[]> = {
  id: 'rpm',
  version: 2,
  // Headers hold the list of files and the change log: a real database has tens of megabytes.
  maxBytes: 256 * 1024 * 1024,
  ecosystems: rpmFormat.ecosystems,
  wants: (path) => databases.has(path),
  extract(path, content) {
    if (pendingChanges.test(path)) return withoutChanges(content);
    const problems = new ReadProblems();
    const packages: DistributionPackage[] = [];
    try {
      for (const record of recordsOf(new BoundedView(content))) {
        // Beside the packages Berkeley DB keeps a count.
        if (record.length > 16) addPackage(packages, record, problems);
        if (packages.length < mostPackages) continue;
        problems.add(`there may be more than ${mostPackages} packages`);
        break;
      }
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      problems.add(`after ${packages.length} packages ${error.message}`);
    }
    return problems.settle(packages);
  },
  components(files, context) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: distributionComponent(found, context, rpmFormat),
          path,
          layer,
        })),
      ),
    );
  },
};

/** @throws UnreadableFileError when there are changes: packages among them are not known */
function withoutChanges(content: Uint8Array): null {
  if (content.length === 0) return null;
  throw new UnreadableFileError('it holds changes that are not in the database yet: rpm did not close it');
}

function* recordsOf(view: BoundedView): Generator<Uint8Array> {
  if (isNdb(view)) yield* ndbRecords(view);
  else if (isBerkeleyHash(view)) yield* berkeleyRecords(view);
  else if (isSqlite(view)) {
    for (const row of sqliteRows(view, 'Packages')) if (row[1] instanceof Uint8Array) yield row[1];
  } else throw new UnreadableFileError('the file is no database of rpm');
}

function addPackage(packages: DistributionPackage[], record: Uint8Array, problems: ReadProblems): void {
  try {
    const found = packageOf(readPackageHeader(record));
    if (found) packages.push(found);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    problems.add(error.message);
  }
}

/** Null: a public key. */
function packageOf(header: PackageHeader): DistributionPackage | null {
  const { name, version, release } = header;
  if (name === keyPackage) return null;
  if (!isPackageText(name ?? undefined))
    throw new UnreadableFileError(`a package has the name ${quoted(name ?? '')}`);
  const full = fullVersion(header.epoch, `${version}-${release}`);
  if (version === null || release === null || !isPackageText(full))
    throw new UnreadableFileError(`the package ${quoted(name ?? '')} has no version and release`);
  return {
    name: name ?? '',
    version: full,
    architecture: isPackageText(header.architecture ?? undefined) ? header.architecture : null,
    source: sourceOf(header.sourcePackage, header.epoch, { name: name ?? '', version: full }),
    licence: header.licence ? plainText(header.licence) : null,
    module: moduleStream(header.module),
  };
}
