import { describe, expect, it } from 'vitest';
import { daemonInsecureRegistryCheck } from './daemon-insecure-registry.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  {
    text: '{ "insecure-registries": ["10.0.0.0/8", "localhost:5000", "127.0.0.1:5000", "a:5000"] }',
    elements: ['10.0.0.0/8', 'a:5000'],
  },
  {
    text: '{ "registry-mirrors": ["http://127.0.0.1:5000", "http://m", "https://n"] }',
    elements: ['http://m'],
  },
  {
    text: anInfo({
      RegistryConfig: {
        InsecureRegistryCIDRs: ['127.0.0.0/8'],
        IndexConfigs: { 'r:5000': { Secure: false }, 'docker.io': { Secure: true } },
        Mirrors: [],
      },
    }),
    elements: ['r:5000'],
  },
  { text: aBundle({ 'daemon-json': '{ "insecure-registries": [] }' }), elements: ['unknown'] },
];

describe('daemon-insecure-registry', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonInsecureRegistryCheck, given)).toEqual(given.elements);
  });
});
