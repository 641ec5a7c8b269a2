import { describe, expect, it } from 'vitest';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageAgeCheck } from './image-age.check.js';

const built = (createdAt: string | null) => anImageSubject({ createdAt });
const image = built('2026-01-01T00:00:00.000Z');

describe('image-age', () => {
  it('passes up to the last instant, and says when it ends', () => {
    expect(evaluateExample(imageAgeCheck, image, { now: '2026-04-01T00:00:00.000Z' })).toEqual({
      result: 'pass',
      changesAt: '2026-04-01T00:00:00.001Z',
    });
  });

  it('fails from the instant it announced', () => {
    expect(evaluateExample(imageAgeCheck, image, { now: '2026-04-01T00:00:00.001Z' })).toMatchObject({
      result: 'fail',
      violations: [{ message: { en: 'The image was built on 2026-01-01, more than 90 days ago.' } }],
    });
  });

  it.each([null, '', 'yesterday'])('does not know the age of an image built at %j', (createdAt) => {
    expect(evaluateExample(imageAgeCheck, built(createdAt)).result).toBe('unknown');
  });

  it('does not believe a date in the future until it has come', () => {
    expect(evaluateExample(imageAgeCheck, built('2030-01-01T00:00:00.000Z'))).toMatchObject({
      result: 'unknown',
      changesAt: '2030-01-01T00:00:00.000Z',
    });
  });
});
