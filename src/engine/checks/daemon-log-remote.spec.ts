import { describe, expect, it } from 'vitest';
import { daemonLogRemoteCheck } from './daemon-log-remote.check.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "log-driver": "gelf" }', elements: ['gelf-address'] },
  { text: '{ "log-driver": "none" }', elements: ['log-driver'] },
  { text: anInfo({ LoggingDriver: 'syslog' }), elements: ['unknown'] },
  { text: anInfo({ LoggingDriver: 'awslogs' }), elements: ['pass'] },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('daemon-log-remote', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonLogRemoteCheck, given)).toEqual(given.elements);
  });

  it('takes the journal only where the daemon would start with it', () => {
    const edits = (text: string) => {
      const outcome = evaluateText(daemonLogRemoteCheck, 'host', text);
      return outcome.result === 'fail' && outcome.violations[0]?.fix;
    };
    expect(edits('{ "log-driver": "json-file", "log-opts": { "tag": "x" } }')).toMatchObject([
      { pointer: '/log-driver', value: 'journald' },
    ]);
    expect(edits('{ "log-driver": "json-file", "log-opts": { "max-size": "10m" } }')).toBeUndefined();
  });
});
