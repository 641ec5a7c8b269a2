import type { LanguagePackage } from '../catalogers/language-component.js';
import { releaseOf } from '../go/build-info.js';
import { type GoMod, type ModuleVersion, parseGoMod } from '../go/go-mod.js';
import { goFormat, standardLibrary } from '../go/go-modules.js';
import type { Cataloger, ExtractedFile } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { semverOrder } from '../versions/semver.order.js';
import { distinctPackages, isLockFilePath, largestFile, lockedComponents } from './lock-file.js';

const sumFile = 'go.sum';

/** What is kept of a `go.mod` or `go.sum`; plain JSON. */
export type GoModuleFile = {
  readonly packages: readonly LanguagePackage[];
  /** Of a `go.mod` that does not name all modules: paths and `path version`s that its `go.sum` adds nothing to. Null: of others. */
  readonly settled: readonly string[] | null;
};

/**
 * Go's `go.mod` (https://go.dev/ref/mod#go-mod-file): required modules, replaced ones as what replaces them, and the
 * standard library of the Go that is needed at least. Left out: what a folder replaces, and versions that are excluded.
 * Before Go 1.17 the file did not name the modules that modules require: there the latest version of each that the
 * `go.sum` beside it lists is taken. The files do not say what is only for development.
 */
export const goModLockFile: Cataloger<GoModuleFile> = {
  id: 'go-mod',
  version: 2,
  maxBytes: largestFile,
  ecosystems: [goFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name === 'go.mod' || name === sumFile),
  extract(path, content) {
    const problems = new ReadProblems();
    if (isSum(path)) {
      const packages = distinctPackages(summedModules(content, problems), problems);
      return problems.settle({ packages, settled: null });
    }
    const file = parseGoMod(content, problems);
    const packages = distinctPackages([...standardLibraryOf(file), ...requiredModules(file)], problems);
    return problems.settle({ packages, settled: isWhole(file) ? null : settledBy(file) });
  },
  components(files) {
    const sums = new Map(files.filter(({ path }) => isSum(path)).map((file) => [file.path, file]));
    return lockedComponents(
      files.filter(({ path }) => !isSum(path)).flatMap((file) => [packagesIn(file), ...addedTo(file, sums)]),
      goFormat,
    );
  },
};

function isSum(path: string): boolean {
  return path === sumFile || path.endsWith(`/${sumFile}`);
}

/** Since Go 1.21 the line states the Go that is needed at least; before, the language only. */
function standardLibraryOf({ goVersion, toolchain }: GoMod): LanguagePackage[] {
  const isMinimum = goVersion !== null && minorOf(goVersion) >= 21;
  const version = releaseOf(toolchain ?? '') ?? (isMinimum ? releaseOf(`go${goVersion}`) : null);
  return version === null ? [] : [{ name: standardLibrary, version }];
}

/** Whether the file names every module that is built from. */
function isWhole({ goVersion }: GoMod): boolean {
  return goVersion !== null && minorOf(goVersion) >= 17;
}

/** 21 of `1.21rc2`; 0 when it is none. */
function minorOf(goVersion: string): number {
  return Number(/^1\.([0-9]{1,4})/.exec(goVersion)?.[1] ?? 0);
}

/** Of a module that is required twice the later version; a replacement of that very version goes before one of all. */
function requiredModules({ requires, excludes, replaces }: GoMod): LanguagePackage[] {
  const excluded = new Set(excludes.map(keyOf));
  const byVersion = new Map(
    replaces.map((one) => [keyOf({ path: one.path, version: one.version ?? '' }), one]),
  );
  const latest = new Map<string, ModuleVersion>();
  for (const wanted of requires.filter((one) => !excluded.has(keyOf(one)))) {
    const known = latest.get(wanted.path);
    if (!known || isLater(wanted.version, known.version)) latest.set(wanted.path, wanted);
  }
  return [...latest.values()].flatMap((wanted) => {
    const replacement = byVersion.get(keyOf(wanted)) ?? byVersion.get(keyOf({ ...wanted, version: '' }));
    const used = replacement ? replacement.by : wanted;
    return used ? [{ name: used.path, version: used.version }] : [];
  });
}

function settledBy({ requires, excludes, replaces }: GoMod): string[] {
  const replacing = replaces.flatMap(({ path, by }) => [path, ...(by ? [by.path] : [])]);
  return [...new Set([...requires.map(({ path }) => path), ...replacing, ...excludes.map(keyOf)])];
}

function keyOf({ path, version }: ModuleVersion): string {
  return `${path} ${version}`;
}

/** Lines of `path version hash`; a hash of a `go.mod` alone is of a module that may not be built from. */
function* summedModules(content: Uint8Array, problems: ReadProblems): Generator<LanguagePackage> {
  for (const { number, text } of textLines(content, problems)) {
    const [name, version, hash, ...rest] = text.trim().split(/\s+/);
    if (name === '') continue;
    if (name === undefined || version === undefined || hash === undefined || rest.length > 0)
      problems.add(`line ${number} is none of a go.sum: ${quoted(text)}`);
    else if (!version.endsWith('/go.mod')) yield { name, version };
  }
}

type PackageFile = ExtractedFile<readonly LanguagePackage[]>;

function packagesIn({ path, layer, extract }: ExtractedFile<GoModuleFile>): PackageFile {
  return { path, layer, extract: extract.packages };
}

/** Of the `go.sum` beside a `go.mod`, what that one does not settle: the latest version of each module. */
function addedTo(
  { path, extract: { settled } }: ExtractedFile<GoModuleFile>,
  sums: ReadonlyMap<string, ExtractedFile<GoModuleFile>>,
): PackageFile[] {
  const sum = sums.get(path.replace(/go\.mod$/, sumFile));
  if (!sum || settled === null) return [];
  const known = new Set(settled);
  const latest = new Map<string, LanguagePackage>();
  for (const found of sum.extract.packages) {
    const { name, version } = found;
    if (known.has(name) || known.has(keyOf({ path: name, version }))) continue;
    const before = latest.get(name);
    if (!before || isLater(version, before.version)) latest.set(name, found);
  }
  return [{ ...sum, extract: [...latest.values()] }];
}

function isLater(version: string, than: string): boolean {
  const [a, b] = [semverOrder.key(version), semverOrder.key(than)];
  if (a === null || b === null) return a !== null;
  return Buffer.compare(a, b) > 0;
}
