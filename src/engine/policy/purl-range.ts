import { compareToSpan, versionKey, versionSpan } from '../versions/version-key.js';
import { purlForms } from './purl.js';

const comparison = /^(>=|<=|>|<|=)([^\s<>=]+)$/;
/** Comparisons that are read; a range with more covers nothing. */
const mostComparisons = 10;

/** A package URL with a range of versions: `pkg:npm/lodash@>=4 <5`. */
interface PurlRange {
  readonly bare: string;
  readonly comparisons: readonly { readonly operator: string; readonly version: string }[];
}

/** Whether the text names a package and a range of its versions, well formed or not. */
export function isPurlRange(text: string): boolean {
  return /@\s*[<>=]/.test(text);
}

/** Whether the text names the component: as exemptions name components. */
export function namesComponent(
  text: string,
  {
    purl,
    ecosystem,
    version,
  }: { readonly purl: string; readonly ecosystem: string; readonly version: string },
): boolean {
  const forms = purlForms(purl);
  return (
    forms.includes(text) ||
    (isPurlRange(text) && matchesPurlRange(text, forms.at(-1) ?? '', ecosystem, version))
  );
}

/** Why the range cannot be read, as part of a sentence; null when it can. */
export function purlRangeFault(text: string): string | null {
  return parse(text) ? null : `"${text}" is no range of versions; expected such as pkg:npm/lodash@>=4 <5`;
}

/**
 * Whether a version of the package lies in the range, by the order of its ecosystem: all comparisons must hold. What
 * cannot be read or compared lies in no range. A bound names what is built of it, too: `<=1.0` holds for `1.0+local` of
 * PyPI, `>1.0` does not.
 * @param bare the package URL without version and qualifiers
 * @param ecosystem OSV's, with or without its release
 */
export function matchesPurlRange(range: string, bare: string, ecosystem: string, version: string): boolean {
  const parsed = parse(range);
  if (parsed?.bare !== bare) return false;
  const key = versionKey(ecosystem, version);
  if (key === null) return false;
  return parsed.comparisons.every(({ operator, version: bound }) => {
    const span = versionSpan(ecosystem, bound);
    return span !== null && holds(operator, compareToSpan(key, span));
  });
}

function holds(operator: string, order: number): boolean {
  if (operator === '=') return order === 0;
  if (operator === '>=') return order >= 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order < 0;
}

function parse(text: string): PurlRange | null {
  const at = /@\s*[<>=]/.exec(text)?.index;
  if (at === undefined) return null;
  const parts = text
    .slice(at + 1)
    .trim()
    .split(/\s+/);
  if (parts.length > mostComparisons) return null;
  const comparisons = parts.flatMap((part) => {
    const [, operator = '', version = ''] = comparison.exec(part) ?? [];
    return operator === '' ? [] : { operator, version };
  });
  return comparisons.length === parts.length ? { bare: text.slice(0, at), comparisons } : null;
}
