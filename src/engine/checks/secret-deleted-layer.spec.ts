import { describe, expect, it } from 'vitest';
import type { FileSecret } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { secretDeletedLayerCheck } from './secret-deleted-layer.check.js';

const secret = (path: string, deletedLater: boolean): FileSecret => ({
  detector: 'github-token',
  path,
  line: 2,
  layer: 'sha256:1',
  deletedLater,
  preview: 'gh…(40 characters)',
});
const evaluate = (found: readonly FileSecret[], parameters = {}) =>
  evaluateExample(secretDeletedLayerCheck, anImageSubject({ rootfs: { secrets: { found } } }), {
    parameters,
  });

describe('secret-deleted-layer', () => {
  it('fails for what a later layer deletes, and for nothing that is still there', () => {
    expect(elementsOf(evaluate([secret('/a', true), secret('/b', false)]))).toEqual(['/a github-token']);
    expect(evaluate([secret('/b', false)])).toEqual({ result: 'pass' });
  });

  it('says that the layer still has it', () => {
    expect(evaluate([secret('/a', true)])).toMatchObject({
      violations: [{ message: { en: expect.stringContaining('a later layer deletes') as string } }],
    });
  });

  it('lets the policy allow files', () => {
    expect(evaluate([secret('/tmp/x/a', true)], { allow_paths: ['/tmp/**'] })).toEqual({ result: 'pass' });
  });

  it('is unknown when layers were not searched', () => {
    const subject = anImageSubject({ rootfs: { secrets: null } });
    expect(evaluateExample(secretDeletedLayerCheck, subject).result).toBe('unknown');
  });
});
