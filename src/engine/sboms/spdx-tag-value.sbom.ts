import { UnreadableFileError } from '../model/file-reader.js';
import type { SbomReader } from './sbom-reader.js';
import { statedBySpdx } from './spdx.js';

type Fields = Record<string, unknown>;

interface Draft {
  readonly document: Fields;
  readonly packages: Fields[];
  readonly relationships: Fields[];
  readonly extracted: Fields[];
}

/** Tags of a package whose value is one text, and the names of their members in JSON. */
const packageTags: ReadonlyMap<string, string> = new Map([
  ['SPDXID', 'SPDXID'],
  ['PackageVersion', 'versionInfo'],
  ['PackageSourceInfo', 'sourceInfo'],
  ['PackageLicenseDeclared', 'licenseDeclared'],
  ['PackageLicenseConcluded', 'licenseConcluded'],
  ['PrimaryPackagePurpose', 'primaryPackagePurpose'],
]);
const textStart = '<text>';
const textEnd = '</text>';

/** SPDX 2 as tag-value (https://spdx.github.io/spdx-spec/v2.3/conformance/), read in the form of its JSON. */
export const spdxTagValueSbom: SbomReader = {
  id: 'spdx-tag-value',
  version: 4,
  wants: (document) => document.syntax === 'text' && /^SPDXVersion:[ \t]*SPDX-2\./m.test(document.text),
  read(document) {
    if (document.syntax !== 'text') throw new UnreadableFileError('the document is no text');
    const draft: Draft = { document: {}, packages: [], relationships: [], extracted: [] };
    let section: Fields | null = null;
    for (const { tag, value } of pairsOf(document.text)) section = take(draft, section, tag, value);
    const { packages, relationships, extracted } = draft;
    return statedBySpdx({
      ...draft.document,
      packages,
      relationships,
      hasExtractedLicensingInfos: extracted,
    });
  },
};

/** Adds one pair; returns the package or licence that is open after it, null when none is. */
function take(draft: Draft, section: Fields | null, tag: string, value: string): Fields | null {
  const [first = '', second = '', third = ''] = value.split(/[ \t]+/, 3);
  switch (tag) {
    case 'SPDXVersion':
      draft.document['spdxVersion'] = value;
      return section;
    case 'DocumentName':
      draft.document['name'] = value;
      return section;
    case 'PackageName':
      return opened(draft.packages, { name: value, externalRefs: [] });
    case 'FileName':
    case 'SnippetSPDXID':
      return null;
    case 'LicenseID':
      return opened(draft.extracted, { licenseId: value });
    case 'LicenseName':
      if (section && 'licenseId' in section) section['name'] = value;
      return section;
    case 'ExternalRef':
      addReference(section, { referenceCategory: first, referenceType: second, referenceLocator: third });
      return section;
    case 'Relationship':
      draft.relationships.push({
        spdxElementId: first,
        relationshipType: second,
        relatedSpdxElement: third,
      });
      return section;
    default: {
      const member = packageTags.get(tag);
      if (member !== undefined && section && 'externalRefs' in section) section[member] ??= value;
      return section;
    }
  }
}

function opened(sections: Fields[], section: Fields): Fields {
  sections.push(section);
  return section;
}

function addReference(section: Fields | null, reference: Fields): void {
  if (section && Array.isArray(section['externalRefs'])) section['externalRefs'].push(reference);
}

/**
 * `Tag: value`, one a line; a value in `<text>` may go over several.
 * @throws UnreadableFileError when such a value has no end
 */
function* pairsOf(text: string): Generator<{ tag: string; value: string }> {
  for (let start = 0; start < text.length;) {
    const lineEnd = endOf(text, '\n', start) ?? text.length;
    const whole = text.slice(start, lineEnd);
    const open = start + whole.indexOf(textStart);
    const line = whole.trim();
    const colon = line.indexOf(':');
    start = lineEnd + 1;
    if (colon <= 0 || line.startsWith('#')) continue;
    const tag = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (!value.startsWith(textStart)) yield { tag, value };
    else {
      const close = endOf(text, textEnd, open);
      if (close === null) throw new UnreadableFileError(`the text of ${tag.slice(0, 40)} has no end`);
      yield { tag, value: text.slice(open + textStart.length, close).trim() };
      start = close + textEnd.length;
    }
  }
}

/** Where it stands next; null: nowhere. */
function endOf(text: string, mark: string, start: number): number | null {
  const found = text.indexOf(mark, start);
  return found === -1 ? null : found;
}
