import { describe, expect, it } from 'vitest';
import { containerRootProcessesCheck as check } from './container-root-processes.check.js';
import { evaluateText } from './evaluate-example.js';
import { aContainer, top } from './example-container.js';

const result = (processes: unknown, parameters = {}) =>
  evaluateText(check, 'container', aContainer({ Top: processes }), { parameters }).result;

describe('container-root-processes', () => {
  it("counts the processes of the host's root against the limit", () => {
    const two = top(['0', 1, 'a'], ['root', 2, 'b'], ['1000', 3, 'c']);
    expect(result(two, { max_root_processes: 2 })).toBe('pass');
    expect(result(two, { max_root_processes: 1 })).toBe('fail');
  });

  it('is unknown when a user is known by name only and could be root', () => {
    expect(result(top(['app', 1, 'a']))).toBe('unknown');
    expect(result(top(['app', 1, 'a']), { max_root_processes: 1 })).toBe('pass');
    expect(result(top(['app', 1, 'a'], ['root', 2, 'b']))).toBe('fail');
  });

  it('is unknown without the list, and does not apply to a stopped container', () => {
    expect(result(undefined)).toBe('unknown');
    expect(evaluateText(check, 'container', aContainer({ State: { Status: 'created' } })).result).toBe(
      'not_applicable',
    );
  });
});
