import { describe, expect, it } from 'vitest';
import { daemonLogTransportCheck } from './daemon-log-transport.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  {
    text: '{ "log-driver": "syslog", "log-opts": { "syslog-address": "tcp://192.0.2.1:514" } }',
    elements: ['syslog-address'],
  },
  {
    text: '{ "log-driver": "gelf", "log-opts": { "gelf-address": "udp://192.0.2.1:12201" } }',
    elements: ['gelf-address'],
  },
  {
    text: '{ "log-driver": "syslog", "log-opts": { "syslog-address": "unixgram:///dev/log" } }',
    elements: ['pass'],
  },
  {
    text: '{ "log-driver": "splunk", "log-opts": { "splunk-url": "https://splunk.example.com:8088" } }',
    elements: ['pass'],
  },
  { text: anInfo({ LoggingDriver: 'syslog' }), elements: ['unknown'] },
  { text: anInfo({ LoggingDriver: 'local' }), elements: ['not_applicable'] },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('daemon-log-transport', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonLogTransportCheck, given)).toEqual(given.elements);
  });
});
