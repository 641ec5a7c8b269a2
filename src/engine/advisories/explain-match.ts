import type { AffectedRange } from '../model/advisory.js';
import { baseEcosystem } from './ecosystems.js';
import { unknownStream } from './module-stream.js';

/** The version that a component is matched by: its source's where it has one. */
export interface ComparedVersion {
  readonly version: string;
  /** Null: it cannot be compared. */
  readonly key: Uint8Array | null;
  /** The stream of a module it was built for, empty where that is not known; null: none. */
  readonly module: string | null;
}

/** Whether a range covers a version, and the comparison that decided it. */
export interface RangeExplanation {
  readonly result: 'affected' | 'not_affected' | 'unknown';
  /** One sentence, in plain words. */
  readonly comparison: string;
}

/** Decides a range as matching does, and says why. Ends are compared as bytes of their version keys. */
export function explainRange(
  { version, key, module }: ComparedVersion,
  range: AffectedRange,
): RangeExplanation {
  const order = `in the order of ${baseEcosystem(range.ecosystem)}'s versions`;
  if (range.undecidable !== null) return unknown(`The range cannot be compared: ${range.undecidable}.`);
  if (isListed(range)) {
    const isIt = version === range.lastAffected;
    if (isIt)
      return { result: 'affected', comparison: `${version} is listed as affected, by that very text.` };
    if (key)
      return {
        result: 'not_affected',
        comparison: `${version} is not ${range.lastAffected}, which is listed as affected: it is not affected.`,
      };
  }
  if (!key && isWhole(range))
    return { result: 'affected', comparison: 'Every version is affected, whatever it compares with.' };
  if (!key) return unknown(`The version ${version} cannot be compared ${order}.`);
  const [lower, upper] = [lowerEnd(version, key, range), upperEnd(version, key, range)];
  const decisive = [lower, upper].filter(({ holds }) => !holds);
  const told = (decisive.length > 0 ? decisive : [lower, upper]).map(({ text }) => text).filter(Boolean);
  const result = decisive.length > 0 ? 'not_affected' : 'affected';
  const end = result === 'affected' ? 'it is affected' : 'it is not affected';
  const ofOther = otherBuild(module, range, result === 'affected');
  return ofOther ?? { result, comparison: `${told.join(', and ')}, ${order}: ${end}.` };
}

/** Null: the range is about builds of the same kind. One without a fixed version is about builds of any. */
function otherBuild(
  module: string | null,
  { fixed, modules }: AffectedRange,
  isCovered: boolean,
): RangeExplanation | null {
  if (fixed === null || (module === null && modules === null)) return null;
  const [own, other] = [builtFor(module === null ? null : [module]), builtFor(modules)];
  const isKnown = module !== unknownStream && modules?.length !== 0;
  if (module === null || modules === null || (isKnown && !modules.includes(module))) {
    const comparison = `The package was built ${own}, and the range is about what is built ${other}: it is not affected.`;
    return { result: 'not_affected', comparison };
  }
  if (isKnown || !isCovered) return null;
  return unknown(`The package was built ${own}, and the range is about what is built ${other}.`);
}

function builtFor(streams: readonly string[] | null): string {
  if (streams === null) return 'outside modules';
  const names = streams.filter((stream) => stream !== unknownStream);
  return names.length === 0 ? 'for a stream of a module that is not named' : `for ${names.join(' and ')}`;
}

/** Whether the range is one version that cannot be compared with others. */
function isListed({ lowerKey, undecidable }: AffectedRange): boolean {
  return lowerKey === null && undecidable === null;
}

/** Whether the range is from the first version on, without an end. */
function isWhole({ lowerKey, upperKey }: AffectedRange): boolean {
  return lowerKey?.length === 0 && upperKey === null;
}

interface End {
  readonly holds: boolean;
  readonly text: string;
}

function unknown(comparison: string): RangeExplanation {
  return { result: 'unknown', comparison };
}

function lowerEnd(version: string, key: Uint8Array, { lowerKey, introduced }: AffectedRange): End {
  const isFirst = !lowerKey || lowerKey.length === 0;
  if (isFirst) return { holds: true, text: `${version} is among the versions from the first one on` };
  const holds = Buffer.compare(key, lowerKey) >= 0;
  return {
    holds,
    text: `${version} is ${holds ? 'not before' : 'before'} ${introduced}, where the flaw came in`,
  };
}

function upperEnd(version: string, key: Uint8Array, range: AffectedRange): End {
  const { upperKey, isUpperInclusive, fixed, lastAffected } = range;
  if (!upperKey) return { holds: true, text: 'no fixed version is named' };
  const order = Buffer.compare(key, upperKey);
  if (isUpperInclusive) {
    const holds = order <= 0;
    return {
      holds,
      text: `${version} is ${holds ? 'not after' : 'after'} ${lastAffected}, the last affected version`,
    };
  }
  const holds = order < 0;
  const end = fixed === null ? 'the end of the range' : `${fixed}, which has the fix`;
  return { holds, text: `${version} is ${holds ? 'before' : 'not before'} ${end}` };
}
