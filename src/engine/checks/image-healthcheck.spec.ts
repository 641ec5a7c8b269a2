import { describe, expect, it } from 'vitest';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageHealthcheckCheck } from './image-healthcheck.check.js';

const subject = (test: readonly string[]) => anImageSubject({ config: { healthcheck: { test } } });
const none = anImageSubject({ config: { healthcheck: null } });

describe('image-healthcheck', () => {
  it('passes when a command is set', () => {
    expect(evaluateExample(imageHealthcheckCheck, subject(['CMD', '/health']))).toEqual({ result: 'pass' });
  });

  it.each([
    ['none', none, 'The image defines no health check.'],
    ['an empty test', subject([]), 'The image defines no health check.'],
    ['NONE', subject(['NONE']), 'The image switches its health check off (HEALTHCHECK NONE).'],
  ])('fails for %s', (_name, image, message) => {
    expect(evaluateExample(imageHealthcheckCheck, image)).toMatchObject({
      violations: [{ element: '', message: { en: message } }],
    });
  });

  it('does not apply where the orchestrator probes', () => {
    const parameters = { orchestrator_probes: true };
    expect(evaluateExample(imageHealthcheckCheck, none, { parameters }).result).toBe('not_applicable');
  });
});
