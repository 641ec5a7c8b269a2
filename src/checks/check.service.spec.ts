import { describe, expect, it } from 'vitest';
import { checks } from '../engine/checks/index.generated.js';
import { CheckService } from './check.service.js';

const service = new CheckService();

describe('CheckService', () => {
  it('lists every check, or those of an area and an input', () => {
    expect(service.list({}).map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
    const some = service.list({ area: 'workload', input: 'kubernetes' });
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(service.list({ area: 'workload' }).length);
    for (const { area, inputs } of some)
      expect([area, inputs]).toEqual(['workload', expect.arrayContaining(['kubernetes'])]);
  });

  it('tells whether a check can be mended, and refuses an id that there is not', () => {
    expect(service.get('workload-cap-added')).toMatchObject({ fixSafety: 'review' });
    expect(service.get('df-from-tag')).toMatchObject({ fixSafety: null });
    expect(() => service.get('x')).toThrow('There is no check "x"');
  });
});
