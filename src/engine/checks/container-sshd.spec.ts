import { describe, expect, it } from 'vitest';
import { containerSshdCheck as check } from './container-sshd.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { aContainer, top } from './example-container.js';

describe('container-sshd', () => {
  it('finds servers by their program, once each', () => {
    const processes = top(
      ['root', 1, 'sshd: /usr/sbin/sshd -D [listener]'],
      ['root', 5, 'sshd: me'],
      ['1', 2, '/usr/sbin/dropbear'],
      ['1', 3, 'ssh host'],
    );
    expect(elementsOf(evaluateText(check, 'container', aContainer({ Top: processes })))).toEqual([
      'web sshd',
      'web dropbear',
    ]);
  });

  it('is unknown without the list of processes, and does not apply to a stopped container', () => {
    expect(evaluateText(check, 'container', aContainer()).result).toBe('unknown');
    expect(evaluateText(check, 'container', aContainer({ State: { Status: 'exited' } })).result).toBe(
      'not_applicable',
    );
  });
});
