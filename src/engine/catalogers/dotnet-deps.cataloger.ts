import type { Cataloger } from '../model/file-reader.js';
import { entriesOf, isObject, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'NuGet', purlType: 'nuget' };
/** More packages than this in one file are not read. */
const mostPackages = 20_000;

/** Kinds of files that a package may bring to a target (runtime configuration files, "deps.json"). */
const assetKinds = ['runtime', 'native', 'runtimeTargets', 'resources'];
/** Before the name of the package that a program's own copy of the runtime is from. */
const runtimePack = 'runtimepack.';

/**
 * Packages that a .NET program was built with and brings files of: the libraries of type `package` in its `*.deps.json`,
 * and the runtime itself where the program has its own.
 */
export const dotnetDepsCataloger: Cataloger<LanguagePackage[]> = {
  id: 'dotnet-deps',
  version: 2,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)[^/]+\.deps\.json$/.test(path),
  extract(_path, content) {
    const document = objectOf(parseJson(content), 'the file');
    const problems = new ReadProblems();
    const packages: LanguagePackage[] = [];
    const target = targetOf(document);
    for (const [key, library] of entriesOf(valueOf(document, 'libraries'))) {
      if (!isBrought(textAt(library, 'type'), valueOf(target, key))) continue;
      const [stated = '', version, ...rest] = key.split('/');
      const name = stated.startsWith(runtimePack) ? stated.slice(runtimePack.length) : stated;
      if (!isLanguageText(name) || !isLanguageText(version) || rest.length > 0)
        problems.add(`the library ${quoted(key)} has no name and version`);
      else if (packages.length < mostPackages) packages.push({ name, version, licence: null });
      else {
        problems.add(`there are more than ${mostPackages} packages`);
        break;
      }
    }
    return problems.settle(packages);
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({ component: languageComponent(found, format), path, layer })),
      ),
    );
  },
};

/** The libraries of the target that the program was built for, by name and version. */
function targetOf(document: unknown): unknown {
  const name = textAt(valueOf(document, 'runtimeTarget'), 'name');
  return name === null ? undefined : valueOf(valueOf(document, 'targets'), name);
}

/** A package that the target lists without files is a part of the shared runtime, or stands for others. */
function isBrought(type: string | null, listed: unknown): boolean {
  if (type === 'runtimepack') return true;
  if (type !== 'package') return false;
  return !isObject(listed) || assetKinds.some((kind) => entriesOf(valueOf(listed, kind)).length > 0);
}
