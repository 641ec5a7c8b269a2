import { describe, expect, it } from 'vitest';
import { containerHealthCheck as check } from './container-health.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { aContainer } from './example-container.js';

describe('container-health', () => {
  it('names each fault, and what could not be told besides', () => {
    const outcome = evaluateText(
      check,
      'container',
      aContainer({ RestartCount: 9, State: { Health: { Status: 'unhealthy' } } }),
    );
    expect(elementsOf(outcome)).toEqual(['web health', 'web restarts']);
    expect(outcome).toHaveProperty('undecided');
  });

  it('passes at the limit of restarts, healthy, starting or without a check', () => {
    for (const Health of [undefined, { Status: 'healthy' }, { Status: 'starting' }]) {
      const text = aContainer({ RestartCount: 5, State: { Status: 'running', OOMKilled: false, Health } });
      expect(evaluateText(check, 'container', text)).toEqual({ result: 'pass' });
    }
  });

  it('is unknown when the engine does not say', () => {
    expect(evaluateText(check, 'container', aContainer({ RestartCount: undefined })).result).toBe('unknown');
    expect(evaluateText(check, 'container', aContainer({ State: undefined })).result).toBe('unknown');
  });
});
