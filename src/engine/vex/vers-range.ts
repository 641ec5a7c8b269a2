import { compareToSpan, versionKey, versionSpan, type VersionSpan } from '../versions/version-key.js';

const comparison = /^(>=|<=|!=|>|<|=)?([^<>=!|*\s]+)$/;
/** A range with more constraints is not read. */
const mostConstraints = 200;
const longestRange = 10_000;

interface Constraint {
  readonly operator: string;
  readonly span: VersionSpan;
}

/**
 * Whether a version lies in a range written as `vers` (https://github.com/package-url/vers-spec), by the order of the
 * version's own ecosystem. What cannot be read or compared lies in no range. A version in it names what is built of it,
 * too: `1.0` is also `1.0+local` of PyPI.
 */
export function isInVersRange(range: string, ecosystem: string, version: string): boolean {
  const texts = constraintsOf(range);
  if (texts === null) return false;
  if (texts.length === 1 && texts[0] === '*') return true;
  const own = versionKey(ecosystem, version);
  if (own === null) return false;
  const constraints: Constraint[] = [];
  for (const text of texts) {
    const [, operator = '=', bound = ''] = comparison.exec(text) ?? [];
    const span = bound === '' ? null : versionSpan(ecosystem, decoded(bound));
    if (span === null) return false;
    constraints.push({ operator, span });
  }
  return isContained(constraints, own);
}

/** Whether the text is such a range at all. */
export function isVersRange(text: string): boolean {
  return constraintsOf(text) !== null;
}

function constraintsOf(range: string): string[] | null {
  if (range.length > longestRange) return null;
  const [, list = ''] = /^vers:[a-z0-9.+-]+\/(.*)$/i.exec(range.replaceAll(/\s+/g, '')) ?? [];
  const texts = list.split('|').filter((text) => text !== '');
  if (texts.length === 0 || texts.length > mostConstraints) return null;
  if (texts.includes('*')) return texts.length === 1 ? texts : null;
  return texts.every((text) => comparison.test(text)) ? texts : null;
}

/** The algorithm of the specification: single versions first, then the intervals that the bounds span in their order. */
function isContained(constraints: readonly Constraint[], own: Uint8Array): boolean {
  const ordered = constraints.toSorted((a, b) => Buffer.compare(a.span.first, b.span.first));
  const same = ordered.filter(({ span }) => compareToSpan(own, span) === 0).map(({ operator }) => operator);
  if (same.includes('!=')) return false;
  if (same.some((operator) => operator === '=' || operator === '>=' || operator === '<=')) return true;
  if (same.length > 0) return false;
  const bounds = ordered.filter(({ operator }) => operator !== '=' && operator !== '!=');
  const below = bounds.filter(({ span }) => compareToSpan(own, span) > 0).at(-1);
  const above = bounds.find(({ span }) => compareToSpan(own, span) < 0);
  const isOpenBelow = below === undefined || below.operator.startsWith('>');
  const isOpenAbove = above === undefined || above.operator.startsWith('<');
  return bounds.length > 0 && isOpenBelow && isOpenAbove;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
