import { describe, expect, it } from 'vitest';
import type { RootfsFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject, exampleLayer as layer, type Part } from './example-facts.js';
import { imagePackageCacheCheck } from './image-package-cache.check.js';

const evaluate = (rootfs: Part<RootfsFacts>, parameters = {}) =>
  evaluateExample(imagePackageCacheCheck, anImageSubject({ rootfs }), { parameters });
const apt = { path: '/var/lib/apt/lists', layer, bytes: 1_000_000 };
const pip = { path: '/root/.cache/pip', layer, bytes: 48_576 };

describe('image-package-cache', () => {
  it('allows as much as the policy says, of all caches and layers together', () => {
    expect(elementsOf(evaluate({ hygiene: { packageCaches: [apt, pip] } }))).toEqual(['pass']);
    const outcome = evaluate({ hygiene: { packageCaches: [apt, { ...pip, bytes: 1 }, pip] } });
    expect(elementsOf(outcome)).toEqual(['/var/lib/apt/lists', '/root/.cache/pip']);
    expect(outcome).toMatchObject({ violations: [{}, { evidence: [{ value: '/root/.cache/pip: 48577' }] }] });
  });

  it('may allow nothing', () => {
    expect(evaluate({}, { max_bytes: 0 })).toEqual({ result: 'pass' });
    expect(elementsOf(evaluate({ hygiene: { packageCaches: [pip] } }, { max_bytes: 0 }))).toEqual([pip.path]);
  });

  it('does not know what was not looked at', () => {
    expect(elementsOf(evaluate({ hygiene: null }))).toEqual(['unknown']);
    const problems = [{ path: '', layer, detail: 'cut off' }];
    expect(elementsOf(evaluate({ problems }))).toEqual(['unknown']);
    expect(evaluate({ problems, hygiene: { packageCaches: [{ ...apt, bytes: 2e6 }] } })).toMatchObject({
      result: 'fail',
      undecided: { en: expect.stringContaining('cut off') },
    });
  });
});
