import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobId } from './job-id.js';

describe('jobId', () => {
  it('joins the parts and escapes what BullMQ refuses', () => {
    expect(jobId('scan', 'sha256:ab', '7')).toBe('scan.sha256~003aab.7');
  });

  it('is an id BullMQ takes, the same for the same parts and different for different ones', () => {
    const parts = fc.tuple(fc.string(), fc.string(), fc.array(fc.string()));
    fc.assert(
      fc.property(parts, parts, ([a, b, c], [x, y, z]) => {
        const id = jobId(a, b, ...c);
        expect(id).toMatch(/^[A-Za-z0-9_~.-]+$/);
        expect(id).not.toMatch(/^\d+$/);
        expect(id === jobId(x, y, ...z)).toBe(JSON.stringify([a, b, ...c]) === JSON.stringify([x, y, ...z]));
      }),
    );
  });
});
