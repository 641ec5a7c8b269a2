import { describe, expect, it } from 'vitest';
import { podWith, service } from './secret-samples.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretPrivateKeySplitCheck } from './secret-private-key-split.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  { input: 'run-command', text: 'docker run -v /srv/a.crt:/etc/a.crt nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -v /srv/id_rsa.pub:/k nginx:1.27', elements: ['not_applicable'] },
  { input: 'run-command', text: 'docker run -v /srv/a.key:/etc/a.key nginx:1.27', elements: ['/etc/a.key'] },
  {
    input: 'run-command',
    text: 'docker run -v /srv:/etc/privkey.pem nginx:1.27',
    elements: ['/etc/privkey.pem'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, configMap: { name: site } }').replace('/etc/tls', '/etc/tls/site.key'),
    elements: ['Pod/web[web] /etc/tls/site.key'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: site-key, defaultMode: 0444 } }'),
    elements: ['Pod/web[web] site-key'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: site-key, defaultMode: 0400 } }'),
    elements: ['pass'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: site-key } }'),
    elements: ['unknown'],
  },
  { input: 'swarm-service', text: service('{"Name":"a.key","Mode":256}'), elements: ['pass'] },
];

describe('secret-private-key-split', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(secretPrivateKeySplitCheck, given)).toEqual(given.elements);
  });
});
