import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmDataPlaneSeparationCheck } from './swarm-data-plane-separation.check.js';

const addressed = (AdvertiseAddr: string, DataPathAddr?: string) =>
  aBundle({ 'docker-info': aSwarmInfo(), 'swarm-state': JSON.stringify({ AdvertiseAddr, DataPathAddr }) });
const attested = { attested_by: 'operations' };

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aBundle({ 'docker-info': aSwarmInfo() }), elements: ['unknown'] },
  { text: aBundle({ 'docker-info': aSwarmInfo() }), parameters: attested, elements: ['pass'] },
  { text: addressed('10.0.0.5:2377'), elements: ['unknown'] },
  { text: addressed('10.0.0.5:2377', ''), elements: [''] },
  { text: addressed('10.0.0.5:2377', '10.0.0.5'), parameters: attested, elements: [''] },
  { text: addressed('[fd00::5]:2377', 'fd00::5'), elements: [''] },
  { text: addressed('10.0.0.5:2377', '10.1.0.5'), elements: ['unknown'] },
  { text: addressed('10.0.0.5:2377', '10.1.0.5'), parameters: attested, elements: ['pass'] },
];

describe('swarm-data-plane-separation', () => {
  it.each(cases)('of $text with $parameters says $elements', (given) => {
    expect(hostElements(swarmDataPlaneSeparationCheck, given)).toEqual(given.elements);
  });
});
