import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { objectOf, parseJson, textAt } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguageFormat } from './language-component.js';

/** What is kept of a package's record; plain JSON. */
export type CondaPackage = {
  readonly name: string;
  readonly version: string;
  readonly build: string | null;
  /** The last part of the channel's address: `conda-forge`. */
  readonly channel: string | null;
  readonly platform: string | null;
  readonly licence: string | null;
};

const conda = { ecosystem: 'conda', purlType: 'conda' };
/** Where conda's tools record what came from PyPI. */
const pypi = { ecosystem: 'PyPI', purlType: 'pypi' };

/**
 * Packages in environments of conda, mamba and pixi: the record that is written for each
 * (https://docs.conda.io/projects/conda/en/stable/dev-guide/specs/solver-state.html). No advisories speak of conda's
 * builds; those of Python are listed by their own metadata too.
 */
export const condaMetaCataloger: Cataloger<CondaPackage> = {
  id: 'conda-meta',
  version: 2,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: [conda.ecosystem, pypi.ecosystem],
  wants: (path) => /(?:^|\/)conda-meta\/[^/]+\.json$/.test(path),
  extract(_path, content) {
    const record = objectOf(parseJson(content), 'the file');
    const [name, version] = [textAt(record, 'name'), textAt(record, 'version')];
    if (!isLanguageText(name))
      throw new UnreadableFileError(`the name is none that can be read: ${quoted(name ?? '')}`);
    if (!isLanguageText(version))
      throw new UnreadableFileError(`the version is none that can be read: ${quoted(version ?? '')}`);
    const text = (key: string) => {
      const value = textAt(record, key);
      return value === null || value === '' ? null : plainText(value);
    };
    return {
      name,
      version,
      build: text('build') ?? text('build_string'),
      channel: channelOf(text('channel') ?? text('schannel')),
      platform: text('subdir'),
      licence: text('license'),
    };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => {
        const { build, channel, platform: subdir } = extract;
        const qualifiers = { build, channel, subdir };
        const format: LanguageFormat = channel === 'pypi' ? pypi : { ...conda, qualifiers };
        return { component: languageComponent(extract, format), path, layer };
      }),
    );
  },
};

/** `https://conda.anaconda.org/conda-forge/linux-64` and `conda-forge` are one channel. */
function channelOf(stated: string | null): string | null {
  const parts = (stated ?? '').split('/').filter((part) => part !== '');
  const isPlatform = /^(?:noarch|(?:linux|osx|win|emscripten|wasi)-[a-z0-9_]+)$/;
  return parts.findLast((part) => !isPlatform.test(part)) ?? null;
}
