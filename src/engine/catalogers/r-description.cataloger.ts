import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText, textLines } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent } from './language-component.js';
import { bioconductorFormat, cranFormat } from './r-format.js';

/** What is kept of a description; plain JSON. */
export type RPackage = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
  readonly isOfBioconductor: boolean;
};

/**
 * Installed packages of R: the `DESCRIPTION` of each
 * (https://cran.r-project.org/doc/manuals/r-release/R-exts.html#The-DESCRIPTION-file). Those that come with R are a
 * part of it.
 */
export const rDescriptionCataloger: Cataloger<RPackage> = {
  id: 'r-description',
  version: 2,
  maxBytes: 1024 * 1024,
  ecosystems: [cranFormat.ecosystem, bioconductorFormat.ecosystem],
  wants: (path) => /(?:^|\/)[^/]*library\/(?:[0-9.]+\/)?[^/]+\/DESCRIPTION$/.test(path),
  extract(_path, content) {
    const fields = fieldsOf(content);
    const [name, version] = [fields.get('package'), fields.get('version')];
    if (name === undefined && version === undefined) return null;
    const licence = fields.get('license') ?? '';
    // The translations have no priority, but the others' licence.
    if (fields.get('priority') === 'base' || licence.startsWith('Part of R ')) return null;
    if (!isLanguageText(name))
      throw new UnreadableFileError(`Package is no name of one: ${quoted(name ?? '')}`);
    if (!isLanguageText(version)) throw new UnreadableFileError(`Version is none: ${quoted(version ?? '')}`);
    return {
      name,
      version,
      licence: licence === '' ? null : plainText(licence),
      isOfBioconductor: fields.has('biocviews'),
    };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => ({
        component: languageComponent(extract, extract.isOfBioconductor ? bioconductorFormat : cranFormat),
        path,
        layer,
      })),
    );
  },
};

/** Fields by lower-case name, without the lines that continue them; the first of each counts. */
function fieldsOf(content: Uint8Array): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { text } of textLines(content, new ReadProblems())) {
    const [, name, value = ''] = /^([A-Za-z][A-Za-z0-9_/@-]{0,100}):(.*)$/s.exec(text.slice(0, 4_096)) ?? [];
    if (name !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}
