import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageSensitiveConfigCheck } from './image-sensitive-config.check.js';

const evaluate = (ports: readonly number[], volumes: readonly string[], parameters = {}) => {
  const exposedPorts = ports.map((port) => ({ port, protocol: 'tcp' }));
  return evaluateExample(imageSensitiveConfigCheck, anImageSubject({ config: { exposedPorts, volumes } }), {
    parameters,
  });
};

describe('image-sensitive-config', () => {
  it('passes for high ports and folders of data', () => {
    expect(evaluate([1024, 8080], ['/data', '/usr/share/app', '/etc/app']).result).toBe('pass');
  });

  it('finds privileged and sensitive ports', () => {
    expect(elementsOf(evaluate([80, 1023, 6379, 22], []))).toEqual([
      'port 80/tcp',
      'port 1023/tcp',
      'port 6379/tcp',
      'port 22/tcp',
    ]);
  });

  it('lets the policy allow privileged ports, but not those of administration', () => {
    expect(elementsOf(evaluate([80, 22], [], { privileged_ports_ok: true }))).toEqual(['port 22/tcp']);
  });

  it.each(['/etc', '/etc/', '//etc', '/usr/../etc', '/', '/run', '/var/run/'])(
    'reports the volume %s as high',
    (volume) => {
      expect(elementsOf(evaluate([], [volume]))).toEqual([expect.stringMatching(/^volume \/.* ?\(high\)$/)]);
    },
  );
});
