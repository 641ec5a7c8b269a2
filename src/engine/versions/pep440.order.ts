import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

/** Appendix B of PEP 440, with what its normalisation allows; the text is in lower case and trimmed already. */
const shape = new RegExp(
  '^v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)' +
    '(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]*))?' +
    '(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?' +
    '(?:[-_.]?(dev)[-_.]?([0-9]*))?' +
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
);

const phases: Readonly<Record<string, number>> = {
  a: 2,
  alpha: 2,
  b: 3,
  beta: 3,
  c: 4,
  pre: 4,
  preview: 4,
  rc: 4,
};
/** Before any pre-release: a development release of the final version. */
const developmentOnly = 1;
const final = 5;
/** What follows a number or the end of a list of numbers. */
const next = { end: 0, more: 1 } as const;
const post = { none: 0, some: 1 } as const;
const development = { some: 0, none: 1 } as const;
const local = { end: 0, text: 1, number: 2, last: 3 } as const;

/**
 * PEP 440 (https://packaging.python.org/en/latest/specifications/version-specifiers/): epoch, release without trailing
 * zeros, pre-release, post-release, development release, local version; in any of the spellings that normalise to it.
 */
export const pep440Order: VersionOrder = {
  id: 'pep440',
  ecosystems: ['PyPI'],
  key: (version) => keyOf(version)?.finish() ?? null,
  /** A version without a local one names every local version of it (specification, "Version matching"). */
  lastKey: (version) => keyOf(version, local.last)?.finish() ?? null,
};

/** @param end what stands for the end of a local version, if there is none */
function keyOf(version: string, end: number = local.end): KeyBytes | null {
  const parts = isKeyable(version) ? shape.exec(version.toLowerCase()) : null;
  if (!parts) return null;
  const [, epoch = '', release = '', phase, preNumber = '', implicitPost, postWord, postNumber = ''] = parts;
  const [, , , , , , , , dev, devNumber = '', localText] = parts;
  const isPost = implicitPost !== undefined || postWord !== undefined;
  const bytes = new KeyBytes().number(epoch);
  for (const number of significant(release.split('.'))) bytes.byte(next.more).number(number);
  bytes.byte(next.end);
  if (phase !== undefined) bytes.byte(phases[phase] ?? final).number(preNumber);
  else bytes.byte(dev !== undefined && !isPost ? developmentOnly : final);
  if (isPost) bytes.byte(post.some).number(implicitPost ?? postNumber);
  else bytes.byte(post.none);
  if (dev === undefined) bytes.byte(development.none);
  else bytes.byte(development.some).number(devNumber);
  return localText === undefined ? bytes.byte(end) : writeLocal(bytes, localText);
}

/** Trailing zeros of a release mean nothing: `1.0` is `1`. */
function significant(numbers: readonly string[]): readonly string[] {
  let end = numbers.length;
  while (end > 0 && /^0+$/.test(numbers[end - 1] ?? '')) end -= 1;
  return numbers.slice(0, end);
}

/** Segments in turn: text before numbers, none before any. */
function writeLocal(bytes: KeyBytes, text: string): KeyBytes {
  for (const segment of text.split(/[-_.]/)) {
    if (/^[0-9]+$/.test(segment)) bytes.byte(local.number).number(segment);
    else bytes.byte(local.text).terminated(segment);
  }
  return bytes.byte(local.end);
}
