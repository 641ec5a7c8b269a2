import type { Cataloger } from '../model/file-reader.js';
import { entriesOf, isObject, listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent } from './language-component.js';

const format = { ecosystem: 'Julia', purlType: 'julia' };
/** More packages than this in one file are not read. */
const mostPackages = 20_000;

/** What is kept of a package; plain JSON. */
export type JuliaPackage = { readonly name: string; readonly version: string; readonly uuid: string | null };

/**
 * Packages of Julia's environments, by their manifest (https://pkgdocs.julialang.org/v1/toml-files/). What has no
 * version is a part of Julia's library or of a folder. Manifests of the packages in a depot, which are for their tests,
 * are left out.
 */
export const juliaManifestCataloger: Cataloger<JuliaPackage[]> = {
  id: 'julia-manifest',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) =>
    /(?:^|\/)(?:Julia)?Manifest(?:-v[0-9.]+)?\.toml$/.test(path) &&
    !/(?:^|\/)packages\/[^/]+\/[^/]+\//.test(path),
  extract(_path, content) {
    const document = parseToml(content);
    const isCurrent = textAt(document, 'manifest_format') !== null;
    const packages: JuliaPackage[] = [];
    const problems = new ReadProblems();
    let isJulia = isCurrent || textAt(document, 'julia_version') !== null;
    for (const [name, entries] of entriesOf(isCurrent ? valueOf(document, 'deps') : document)) {
      for (const entry of listOf(entries).filter(isObject)) {
        const uuid = textAt(entry, 'uuid');
        isJulia ||= uuid !== null;
        const version = textAt(entry, 'version');
        if (version === null || uuid === null) continue;
        if (!isLanguageText(name) || !isLanguageText(version))
          problems.add(`the package ${quoted(name)} has no name and version`);
        else if (packages.length < mostPackages)
          packages.push({ name, version, uuid: isLanguageText(uuid) ? uuid : null });
        else problems.add(`there are more than ${mostPackages} packages`);
      }
    }
    return isJulia ? problems.settle(packages) : null;
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map(({ name, version, uuid }) => ({
          component: languageComponent({ name, version }, { ...format, qualifiers: { uuid } }),
          path,
          layer,
        })),
      ),
    );
  },
};
