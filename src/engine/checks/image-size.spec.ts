import { describe, expect, it } from 'vitest';
import type { RootfsFacts } from '../model/facts.js';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject, type Part } from './example-facts.js';
import { imageSizeCheck } from './image-size.check.js';

const megabyte = 1024 * 1024;
const problems = [{ path: 'layer 2', layer: null, detail: 'it ends early' }];
const sized = (bytes: number, rootfs = {}) => anImageSubject({ rootfs: { ...rootfs, files: { bytes } } });

describe('image-size', () => {
  it.each([
    ['one without a bound for its class', { osRelease: null, components: [] }, 500],
    ['a distroless one', {}, 200],
    ['an Alpine', { files: { packageManagers: ['/sbin/apk'] } }, 200],
    ['a slim one', { files: { packageManagers: ['/usr/bin/dpkg'] } }, 400],
    ['a full one', { files: { packageManagers: ['/usr/bin/dnf'] } }, 1024],
  ])(
    'passes at the limit and fails one byte above: %s',
    (_what, { files = {}, ...rootfs }: Part<RootfsFacts>, limit) => {
      const result = (bytes: number) =>
        evaluateExample(imageSizeCheck, anImageSubject({ rootfs: { ...rootfs, files: { ...files, bytes } } }))
          .result;
      expect([result(limit * megabyte), result(limit * megabyte + 1)]).toEqual(['pass', 'fail']);
    },
  );

  it('says the size and the limit', () => {
    expect(
      evaluateExample(imageSizeCheck, sized(3 * 1024 * 1024), {
        parameters: { by_class: { distroless: megabyte } },
      }),
    ).toMatchObject({
      violations: [
        {
          message: {
            en: "The image's files take 3.0 MiB, more than the 1.0 MiB allowed to one that is distroless.",
          },
        },
      ],
    });
  });

  it('does not know the size when a layer could not be read, unless the rest is too large already', () => {
    expect(evaluateExample(imageSizeCheck, sized(1, { problems })).result).toBe('unknown');
    expect(evaluateExample(imageSizeCheck, sized(300 * megabyte, { problems })).result).toBe('unknown');
    expect(evaluateExample(imageSizeCheck, sized(1024 * megabyte + 1, { problems })).result).toBe('fail');
  });

  it('does not know whether a size between the bounds is allowed to an image of no known class', () => {
    const of = (bytes: number) =>
      evaluateExample(
        imageSizeCheck,
        anImageSubject({ rootfs: { hygiene: null, files: { packageManagers: ['/usr/bin/dpkg'], bytes } } }),
      ).result;
    expect([of(200 * megabyte), of(300 * megabyte), of(1024 * megabyte + 1)]).toEqual([
      'pass',
      'unknown',
      'fail',
    ]);
  });
});
