import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'RubyGems', purlType: 'gem' };

/** `  s.name = "rake".freeze` with any receiver, as RubyGems writes the specification of an installed gem. */
const assignment = /^\s*[a-z]\w*\.(name|version|licenses?)\s*=\s*(.*)$/;
const quotedText = /"([^"\\]*)"|'([^'\\]*)'/g;

/** Installed gems: the specification that RubyGems writes for each. It is a program; only its plain assignments are read. */
export const gemCataloger: Cataloger<LanguagePackage> = {
  id: 'gem',
  version: 1,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
  extract(_path, content) {
    const stated = assignmentsOf(content);
    const [name, version] = [stated.get('name')?.[0], stated.get('version')?.[0]];
    if (!isLanguageText(name))
      throw new UnreadableFileError(`the name is none that can be read: ${quoted(name ?? '')}`);
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
    const texts = [...value.matchAll(quotedText)].map(([, double, single]) => double ?? single ?? '');
    if (texts.length > 0) stated.set(attribute, texts);
  }
  return stated;
}
