import { expect, it } from 'vitest';
import { readInput } from '../engine/adapters/read-input.js';
import { compareHosts } from '../engine/drift/host-drift.js';
import type { HostFacts } from '../engine/model/host-facts.js';
import { hostBundle } from './host-data.js';

function facts(host: number, round: number): HostFacts {
  const read = readInput('host', hostBundle(host, 8, round), {});
  if (!read.ok || read.facts.kind !== 'host') throw new Error('it was not read');
  return read.facts;
}

it('makes up hosts that are read as a whole, each its own, and a little otherwise each time', () => {
  const [first, again, other] = [facts(1, 0), facts(1, 1), facts(2, 0)];
  expect(first.problems).toEqual([]);
  expect(first.containers?.workloads).toHaveLength(8);
  expect([again.machineId, other.machineId === first.machineId]).toEqual([first.machineId, false]);
  const kinds = new Set(compareHosts(first, again).changes.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['daemon', 'groups', 'images']);
});
