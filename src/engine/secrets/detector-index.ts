import { defaultReach, type SecretDetector } from './detector.js';
import { secretDetectors } from './index.generated.js';
import { KeywordFilter, type Keyword } from './keyword-filter.js';

/** A detector as the search uses it. */
export interface IndexedDetector {
  readonly detector: SecretDetector;
  /** Its number among all. */
  readonly number: number;
  readonly reach: number;
  /** Its pattern, to be tried at one place only. */
  readonly sticky: RegExp;
}

const indexed: readonly IndexedDetector[] = secretDetectors.map((detector, number) => ({
  detector,
  number,
  reach: detector.reach ?? defaultReach,
  sticky: new RegExp(detector.pattern.source, detector.pattern.flags.replace('g', 'y')),
}));
const byKeyword = new Map<string, { readonly keyword: Keyword; readonly detectors: IndexedDetector[] }>();
for (const one of indexed) {
  const isCaseless = one.detector.pattern.ignoreCase;
  for (const text of one.detector.keywords) {
    const key = `${text} ${isCaseless}`;
    const entry = byKeyword.get(key) ?? { keyword: { text, isCaseless }, detectors: [] };
    byKeyword.set(key, entry);
    entry.detectors.push(one);
  }
}
const entries = [...byKeyword.values()];
const ofFiles = indexed.flatMap((one) => (one.detector.files ? [{ ...one, files: one.detector.files }] : []));
/** One look instead of one for each. */
const anyOfFiles = new RegExp(ofFiles.map(({ files }) => `(?:${files.source})`).join('|'), 'i');

/** The keywords of all detectors, each once. */
export const keywordFilter = new KeywordFilter(entries.map(({ keyword }) => keyword));

/** The detectors that a keyword of the filter leads to. */
export function detectorsOf(keyword: number): readonly IndexedDetector[] {
  return entries[keyword]!.detectors;
}

/** Those that look at a file because of its path. */
export function detectorsOfFile(path: string): readonly IndexedDetector[] {
  return anyOfFiles.test(endOf(path)) ? ofFiles.filter(({ files }) => files.test(path)) : [];
}

/** The last three parts of a path: no detector asks for more. */
function endOf(path: string): string {
  let slash = path.length;
  for (let parts = 0; parts < 3 && slash > 0; parts++) slash = path.lastIndexOf('/', slash - 1);
  return slash < 0 ? path : path.slice(slash + 1);
}
