import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { releaseOf } from '../go/build-info.js';
import { type GoMod, type ModuleVersion, parseGoMod } from '../go/go-mod.js';
import { goFormat, standardLibrary } from '../go/go-modules.js';
import { GoSelection, isLater } from '../go/go-selection.js';
import { GoWorkspaces } from '../go/go-workspaces.js';
import type { ExtractedFile, SourceReader } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { distinctPackages, isLockFilePath, largestFile, lockedComponents } from './lock-file.js';

const sumFile = 'go.sum';
const workFile = 'go.work';
const fileNames: ReadonlySet<string> = new Set(['go.mod', sumFile, workFile]);

/** What is kept of a `go.mod` or `go.work`, or of a `go.sum`: the modules that it lists; plain JSON. */
export type GoModuleFile = { readonly mod: GoMod } | { readonly sums: readonly LanguagePackage[] };

/**
 * Go's `go.mod` (https://go.dev/ref/mod#go-mod-file): required modules, replaced ones as what replaces them, and the
 * standard library of the Go that is needed at least. Left out: what a folder replaces, and versions that are excluded.
 * Before Go 1.17 the file did not name the modules that modules require: there the latest version of each that the
 * `go.sum` beside it lists is taken. The modules of a `go.work` are built together: of what they require the latest
 * version that any of them does, by the replacements of all. The files do not say what is only for development.
 */
export const goModLockFile: SourceReader<GoModuleFile> = {
  id: 'go-mod',
  version: 3,
  maxBytes: largestFile,
  ecosystems: [goFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => fileNames.has(name)),
  extract(path, content) {
    const problems = new ReadProblems();
    const name = posix.basename(path);
    if (name === sumFile)
      return problems.settle({ sums: distinctPackages(summedModules(content, problems), problems) });
    const mod = parseGoMod(content, problems, name === workFile ? workFile : 'go.mod');
    // Names and versions that can be none are reported here, and left out below.
    const stated = [...mod.requires, ...mod.replaces.flatMap(({ by }) => by ?? [])];
    distinctPackages([...standardLibraryOf(mod), ...stated.map(packageOf)], problems);
    return problems.settle({ mod });
  },
  components: (files) => lockedComponents(packagesIn(files), goFormat),
  unresolved: (files) => new GoWorkspaces(modsIn(files)).unresolved,
};

type ModFile = ExtractedFile<GoMod>;
type PackageFile = ExtractedFile<readonly LanguagePackage[]>;

function modsIn(files: readonly ExtractedFile<GoModuleFile>[]): ModFile[] {
  return files.flatMap((file) => ('mod' in file.extract ? [{ ...file, extract: file.extract.mod }] : []));
}

function packagesIn(files: readonly ExtractedFile<GoModuleFile>[]): PackageFile[] {
  const sums = new Map(
    files.flatMap((file) =>
      'sums' in file.extract ? [[file.path, { ...file, extract: file.extract.sums }]] : [],
    ),
  );
  return new GoWorkspaces(modsIn(files)).builds.flatMap(({ work, mods }) => {
    const selection = new GoSelection(
      mods.map(({ extract }) => extract),
      work?.extract.replaces,
    );
    const library = work ? standardLibraryOf(work.extract) : [];
    return [
      ...(work ? [{ ...work, extract: library }] : []),
      ...mods.flatMap((file) => {
        const own = library.length > 0 ? [] : standardLibraryOf(file.extract);
        const packages = [...own, ...selection.requiredBy(file.extract).map(packageOf)];
        const known = { ...file, extract: distinctPackages(packages, new ReadProblems()) };
        return [known, ...addedTo(file, selection, sums)];
      }),
    ];
  });
}

function packageOf({ path, version }: ModuleVersion): LanguagePackage {
  return { name: path, version };
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

/** Of the `go.sum` beside a `go.mod`, what that one does not settle: the latest version of each module. */
function addedTo(
  { path, extract }: ModFile,
  selection: GoSelection,
  sums: ReadonlyMap<string, PackageFile>,
): PackageFile[] {
  const sum = sums.get(path.replace(/go\.mod$/, sumFile));
  if (!sum || isWhole(extract)) return [];
  const latest = new Map<string, LanguagePackage>();
  for (const found of sum.extract) {
    const { name, version } = found;
    if (selection.isSettled({ path: name, version })) continue;
    const before = latest.get(name);
    if (!before || isLater(version, before.version)) latest.set(name, found);
  }
  return [{ ...sum, extract: [...latest.values()] }];
}
