import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'RubyGems', purlType: 'gem' };

/** `  s.name = "rake".freeze` with any receiver, as RubyGems writes the specification of a gem; before 2.0 `%q{rake}`. */
const assignment = /^\s*[a-z]\w*\.(name|version|licenses?)\s*=(.*)$/s;
const quotedText = /"([^"\\]*)"|'([^'\\]*)'|%q\{([^{}\\]*)\}/g;

/**
 * Installed gems: the specification that RubyGems writes for each, and Bundler for those it takes from Git. It is a
 * program; only its plain assignments are read. A version that is none of them is taken from the file's name.
 */
export const gemCataloger: Cataloger<LanguagePackage> = {
  id: 'gem',
  version: 2,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) =>
    /(?:^|\/)(?:specifications\/(?:default\/)?|bundler\/gems\/[^/]+\/)[^/]+\.gemspec$/.test(path),
  extract(path, content) {
    const stated = assignmentsOf(content);
    const name = stated.get('name')?.[0];
    if (!isLanguageText(name))
      throw new UnreadableFileError(`the name is none that can be read: ${quoted(name ?? '')}`);
    const version = stated.get('version')?.[0] ?? versionIn(path, name);
    if (!isLanguageText(version))
      throw new UnreadableFileError(`the version is none that can be read: ${quoted(version ?? '')}`);
    const licences = stated.get('licenses') ?? stated.get('license') ?? [];
    return { name, version, licence: licences.length === 0 ? null : licences.join(' OR ') };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => ({
        component: languageComponent(extract, format),
        path,
        layer,
      })),
    );
  },
};

/** The texts that are assigned, by attribute; the first assignment of each counts. */
function assignmentsOf(content: Uint8Array): Map<string, string[]> {
  const problems = new ReadProblems();
  const stated = new Map<string, string[]>();
  for (const { text } of textLines(content, problems)) {
    if (text.length > 4_096) continue;
    const [, attribute, value = ''] = assignment.exec(text) ?? [];
    if (attribute === undefined || stated.has(attribute)) continue;
    const texts = [...value.matchAll(quotedText)].map(([, ...forms]) => forms.find((form) => form) ?? '');
    if (texts.length > 0) stated.set(attribute, texts);
  }
  return stated;
}

/** The version in the file's name, `<name>-<version>[-<platform>].gemspec`; undefined: there is none. */
function versionIn(path: string, name: string): string | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (!file.startsWith(`${name}-`)) return undefined;
  return /^([0-9][0-9A-Za-z.]*)(?:-.*)?\.gemspec$/.exec(file.slice(name.length + 1))?.[1];
}
