import { describe, expect, it } from 'vitest';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageSizeCheck } from './image-size.check.js';

const problems = [{ path: 'layer 2', layer: null, detail: 'it ends early' }];
const sized = (bytes: number, rootfs = {}) => anImageSubject({ rootfs: { ...rootfs, files: { bytes } } });

describe('image-size', () => {
  it('passes at the limit and fails one byte above', () => {
    expect(evaluateExample(imageSizeCheck, sized(524_288_000))).toEqual({ result: 'pass' });
    expect(evaluateExample(imageSizeCheck, sized(524_288_001)).result).toBe('fail');
  });

  it('says the size and the limit', () => {
    expect(
      evaluateExample(imageSizeCheck, sized(3 * 1024 * 1024), { parameters: { max_bytes: 1024 * 1024 } }),
    ).toMatchObject({
      violations: [{ message: { en: "The image's files take 3.0 MiB, more than the 1.0 MiB allowed." } }],
    });
  });

  it('does not know the size when a layer could not be read, unless the rest is too large already', () => {
    expect(evaluateExample(imageSizeCheck, sized(1, { problems })).result).toBe('unknown');
    expect(evaluateExample(imageSizeCheck, sized(524_288_001, { problems })).result).toBe('fail');
  });
});
