import { findRuns } from '../adapters/run-command/find-run.js';
import { parseRun, type GivenFlag } from '../adapters/run-command/given-flags.js';
import { elementOf } from '../adapters/run-command/run-facts.js';
import { withoutWords } from '../remediation/run-line-text.js';

export interface WithoutRepeats {
  readonly text: string;
  /** Long names of the flags that stood there more than once. */
  readonly repeated: readonly string[];
}

/**
 * The line with each flag that takes one value standing once, the last of them, and each of a list once for a value. Of
 * networks that docker refuses together the first stays.
 */
export function withoutRepeats(text: string): WithoutRepeats {
  let result = text;
  const repeated = new Set<string>();
  for (let next = firstRepeated(result); next; next = firstRepeated(result)) {
    const shorter = withoutWords(result, next.start, next.end);
    if (shorter.length >= result.length) break;
    repeated.add(next.flag);
    result = shorter;
  }
  return { text: result, repeated: [...repeated] };
}

function firstRepeated(text: string): { start: number; end: number; flag: string } | null {
  const [run] = findRuns(text).runs;
  if (!run) return null;
  const { flags } = parseRun(run);
  const last = new Map(flags.map((flag, index) => [meaningOf(flag), index]));
  const refused = refusedNetworks(flags);
  const found = flags.find(
    (flag, index) =>
      flag.letterAt === null && (last.get(meaningOf(flag)) !== index || refused.includes(flag)),
  );
  if (!found) return null;
  return { start: run.words[found.word]!.start, end: run.words[found.lastWord]!.end, flag: found.flag };
}

const networkModes = /^(?:host|none|bridge|default|container:.*)$/;

/** A mode stands alone. */
function refusedNetworks(flags: readonly GivenFlag[]): readonly GivenFlag[] {
  const isMode = ({ value }: GivenFlag) => networkModes.test(value ?? '');
  const [first, ...others] = flags.filter(({ flag }) => flag === '--network');
  return others.filter((flag) => (first !== undefined && isMode(first)) || isMode(flag));
}

function meaningOf(given: GivenFlag): string {
  return `${given.flag} ${elementOf(given)}`;
}
