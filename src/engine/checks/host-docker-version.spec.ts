import { describe, expect, it } from 'vitest';
import { engineLines } from './docker-releases.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostDockerVersionCheck } from './host-docker-version.check.js';

const now = '2026-04-01T00:00:00Z';
const version = (Version: string, Name = 'Docker Engine - Community') =>
  aBundle({ 'docker-version': JSON.stringify({ Server: { Version, Platform: { Name } } }) });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: version('dev'), elements: ['unknown'] },
  { text: version('29.3.0'), now, elements: ['pass'] },
  { text: version('29.2.1'), now, elements: ['pass'] },
  { text: version('29.2.1'), now: '2026-06-03T00:00:00Z', elements: [''] },
  { text: version('29.2.1'), now, parameters: { max_behind: { minor: '7d' } }, elements: [''] },
  { text: version('28.5.1'), now, elements: [''] },
  { text: version('28.5.1'), now: '2025-12-01T00:00:00Z', elements: ['pass'] },
  { text: version('29.4.0'), now, elements: ['unknown'] },
  { text: version('30.0.0'), now, elements: ['unknown'] },
  { text: version('29.3.0'), now: '2027-03-05T00:00:00Z', elements: ['unknown'] },
  { text: version('27.5.1'), now: '2025-05-03T00:00:00Z', elements: ['pass'] },
  { text: version('27.5.1'), now: '2025-05-04T00:00:00Z', elements: [' (high)'] },
  { text: version('18.09.1-ce'), now, elements: [' (high)'] },
  { text: version('1.13.1'), now, elements: [' (high)'] },
  { text: version('20.10.24+dfsg1', ''), now, elements: ['unknown'] },
  { text: version('24.0.7-0ubuntu4'), now, elements: ['unknown'] },
  { text: version('25.0.8', ''), now, elements: ['unknown'] },
  { text: anInfo({ ServerVersion: '24.0.9' }), now, elements: [' (high)'] },
];

describe('host-docker-version', () => {
  it.each(cases)('of $text at $now says $elements', (given) => {
    expect(hostElements(hostDockerVersionCheck, given)).toEqual(given.elements);
  });

  it('says when the table is too old to tell', () => {
    const outcome = evaluateText(hostDockerVersionCheck, 'host', version('29.3.0'), { now });
    expect(outcome.changesAt).toBe('2027-03-05T00:00:00.000Z');
  });

  it('has a table of real days, the newest line first', () => {
    for (const { since, until, newest, newestOn, line } of engineLines) {
      for (const day of [since, newestOn, ...(until === null ? [] : [until])])
        expect(day).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
      expect(newest.startsWith(`${line}.`)).toBe(true);
      expect(newestOn >= since).toBe(true);
    }
    const first = engineLines.map(({ since }) => since);
    expect(first).toEqual([...first].sort().reverse());
  });
});
