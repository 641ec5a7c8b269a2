import { describe, expect, it } from 'vitest';
import type { RootfsFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImage, anImageSubject, type Part } from './example-facts.js';
import { imageClassOf } from './image-class.js';
import { imageMinimalCheck } from './image-minimal.check.js';

const evaluate = (rootfs: Part<RootfsFacts>, parameters = {}) =>
  evaluateExample(imageMinimalCheck, anImageSubject({ rootfs }), { parameters });
const managers = (...packageManagers: string[]) => ({ files: { packageManagers, shells: ['/bin/sh'] } });
const problems = [{ path: '/', layer: null, detail: 'cut off' }];
const documents = { documentCount: 300 };

describe('image-minimal', () => {
  it.each<[string, Part<RootfsFacts>, string | null]>([
    ['nothing of a distribution', { osRelease: null, components: [] }, 'scratch'],
    ['a distribution without a shell', {}, 'distroless'],
    ['a shell alone', { files: { shells: ['/bin/sh'] } }, 'minimal'],
    ['apk', managers('/sbin/apk'), 'alpine'],
    ['apt without documents', managers('/usr/bin/apt', '/usr/bin/dpkg'), 'slim'],
    ['apt with documents', { ...managers('/usr/bin/apt', '/usr/bin/dpkg'), hygiene: documents }, 'full'],
    ['microdnf', { ...managers('/usr/bin/microdnf', '/usr/bin/rpm'), hygiene: documents }, 'slim'],
    ['dnf', managers('/usr/bin/dnf', '/usr/bin/rpm'), 'full'],
    ['rpm alone', managers('/usr/bin/rpm'), 'full'],
    ['dpkg in facts without documents', { ...managers('/usr/bin/dpkg'), hygiene: null }, null],
  ])('takes an image with %s for what it is', (_what, rootfs, expected) => {
    expect(imageClassOf(anImage({ rootfs }))).toBe(expected);
  });

  it('fails a full image, and says what is allowed', () => {
    expect(evaluate(managers('/usr/bin/dnf'), { allow_classes: ['slim', 'alpine'] })).toMatchObject({
      result: 'fail',
      violations: [{ message: { en: expect.stringMatching(/is full; allowed are slim, alpine\.$/) } }],
    });
  });

  it('does not know a class that what was not read could change', () => {
    expect(elementsOf(evaluate({ problems }))).toEqual(['unknown']);
    expect(elementsOf(evaluate({ ...managers('/usr/bin/dpkg'), hygiene: null }))).toEqual(['unknown']);
    expect(elementsOf(evaluate({ ...managers('/usr/bin/dnf'), problems }))).toEqual(['']);
  });
});
