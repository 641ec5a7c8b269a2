import { describe, expect, it } from 'vitest';
import type { ImageFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { aComponent, anImageSubject, type Part } from './example-facts.js';
import { imageSshdPresentCheck } from './image-sshd-present.check.js';

const evaluate = (facts: Part<ImageFacts>) => evaluateExample(imageSshdPresentCheck, anImageSubject(facts));

describe('image-sshd-present', () => {
  it('passes without a trace of one', () => {
    expect(evaluate({ rootfs: { components: [aComponent({ name: 'openssh-client' })] } }).result).toBe(
      'pass',
    );
  });

  it('finds the program, the package, the port and what is started, each once', () => {
    const outcome = evaluate({
      config: {
        exposedPorts: [{ port: 22, protocol: 'tcp' }],
        entrypoint: ['/bin/sh', '-c', 'exec /usr/sbin/sshd -D'],
      },
      rootfs: { components: [aComponent({ name: 'dropbear' })], files: { sshServers: ['/usr/sbin/sshd'] } },
    });
    expect(elementsOf(outcome)).toEqual(['/usr/sbin/sshd', 'package dropbear', 'port 22', 'entrypoint']);
  });

  it('does not know when the package list could not be read', () => {
    const problems = [{ path: '/var/lib/dpkg/status', layer: null, detail: 'a line without a name' }];
    expect(evaluate({ rootfs: { problems } }).result).toBe('unknown');
    expect(evaluate({ rootfs: { problems, files: { sshServers: ['/usr/sbin/sshd'] } } })).toMatchObject({
      result: 'fail',
      undecided: { en: expect.stringContaining('/var/lib/dpkg/status') },
    });
  });

  it('is not held up by a lock file that could not be read', () => {
    const problems = [{ path: '/app/package-lock.json', layer: null, detail: 'broken' }];
    expect(evaluate({ rootfs: { problems } }).result).toBe('pass');
  });
});
