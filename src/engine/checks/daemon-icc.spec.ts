import { describe, expect, it } from 'vitest';
import { daemonIccCheck } from './daemon-icc.check.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd' }), elements: ['icc'] },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['unknown'] },
  {
    text: aBundle({ 'daemon-json': '{"icc": "false"}', 'daemon-arguments': 'dockerd' }),
    elements: ['unknown'],
  },
  { text: aBundle({ 'daemon-json': '{', 'daemon-arguments': 'dockerd' }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{', 'daemon-arguments': 'dockerd\n--icc=0' }), elements: ['pass'] },
  {
    text: aBundle({
      'daemon-json': { status: 'missing', reason: 'no such file' },
      'daemon-arguments': 'dockerd\n--icc',
    }),
    elements: ['icc'],
  },
  { text: '{ "icc": false }', elements: ['pass'] },
  {
    text: aBundle({
      'daemon-json': '{"icc": false}',
      'daemon-arguments': 'dockerd\n--config-file\n/srv/d.json',
    }),
    elements: ['unknown'],
  },
];

describe('daemon-icc', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonIccCheck, given)).toEqual(given.elements);
  });

  it('tells where it stands, and mends a daemon.json alone', () => {
    expect(evaluateText(daemonIccCheck, 'host', '{ "icc": true }')).toMatchObject({
      violations: [
        {
          location: { pointer: '0#/icc' },
          evidence: [{ fact: 'daemon.icc', value: 'true (daemon.json)' }],
          fix: [{ kind: 'set', document: 0, pointer: '/icc', value: false }],
        },
      ],
    });
    const outcome = evaluateText(daemonIccCheck, 'host', aBundle({ 'daemon-json': '{ "icc": true }' }));
    expect(outcome).toMatchObject({ violations: [{ location: { pointer: '0#/parts/daemon-json' } }] });
    expect(outcome.result === 'fail' && outcome.violations[0]).not.toHaveProperty('fix');
  });
});
