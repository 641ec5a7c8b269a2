import { hostAdapter } from '../engine/adapters/host.adapter.js';
import { defaultReadOptions } from '../engine/adapters/input-adapter.js';
import { readInput } from '../engine/adapters/read-input.js';
import { aBundle } from '../engine/checks/example-host.js';
import { examplePartTexts as partTexts } from '../engine/checks/example-host-parts.js';
import { hostSubject } from '../engine/checks/check-subject.js';
import { checks } from '../engine/checks/index.generated.js';
import { compareHosts } from '../engine/drift/host-drift.js';
import { hostParts, type HostFacts } from '../engine/model/host-facts.js';
import type { FuzzTarget } from './families.js';

const now = new Date('2026-06-01T00:00:00Z');

const sample = aBundle(partTexts);
const known = factsOf(sample);
const oddities: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  '\0',
  'a'.repeat(300),
  true,
  [],
  {},
  [[]],
  { length: 1 },
];

/** Bundles of hosts, cut and changed at any place; each part as any text; values of other types at any place. */
export const hostTargets: readonly FuzzTarget[] = [
  {
    id: 'bundle',
    samples: [Buffer.from(sample)],
    run: (input) => {
      const text = Buffer.from(input).toString();
      const read = hostAdapter.read(text, readOptions);
      if (read.ok) judge(read.facts);
    },
  },
  {
    id: 'parts',
    samples: Object.values(partTexts).map((text) => Buffer.from(text)),
    run: (input) => {
      const text = Buffer.from(input).toString();
      judge(factsOf(aBundle(Object.fromEntries(hostParts.map((part) => [part, text])))));
    },
  },
  {
    id: 'types',
    samples: [Uint8Array.of(7, 3, 1, 4, 1, 5, 9, 2, 6)],
    run: (input) => judge(factsOf(withOddities(input))),
  },
];

const readOptions: Parameters<typeof hostAdapter.read>[1] = { ...defaultReadOptions, name: 'host' };

function factsOf(text: string): HostFacts {
  const read = readInput('host', text, {});
  if (read.ok && read.facts.kind === 'host') return read.facts;
  throw new Error('a bundle that is whole was not read');
}

/** Every check decides, and nothing passes for unchanged that is not compared. */
function judge(facts: HostFacts): void {
  const subject = hostSubject(facts);
  for (const check of checks) {
    const inputs: readonly string[] = check.inputs;
    if (inputs.includes('host')) check.evaluate(subject, check.parameters.parse({}), now);
  }
  const { changes } = compareHosts(facts, facts);
  if (changes.length > 0) throw new Error('a host differs from itself');
  compareHosts(known, facts);
  compareHosts(facts, known);
}

/** The sample's JSON parts with values of other types: which ones and where, the input says. */
function withOddities(input: Uint8Array): string {
  const parts = Object.entries(partTexts).map(([name, text]) => {
    if (!/^[[{]/.test(text)) return [name, text] as const;
    const value: { root: unknown } = { root: JSON.parse(text) as unknown };
    for (let at = 0; at + 2 < Math.min(input.length, 60); at += 3)
      replaceOne(value, input[at]! * 256 + input[at + 1]!, oddities[input[at + 2]! % oddities.length]);
    return [name, JSON.stringify(value.root)] as const;
  });
  return aBundle(Object.fromEntries(parts));
}

function replaceOne(holder: { root: unknown }, number: number, oddity: unknown): void {
  const places: (readonly [object, string])[] = [];
  const waiting: object[] = [holder];
  for (let parent = waiting.pop(); parent; parent = waiting.pop())
    for (const [name, value] of Object.entries(parent)) {
      places.push([parent, name]);
      if (typeof value === 'object' && value !== null) waiting.push(value as object);
    }
  const [parent, name] = places[number % places.length]!;
  // A fresh one: an object that is put into itself has no end.
  Object.assign(parent, { [name]: structuredClone(oddity) });
}
