import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageShellOrPackageManagerCheck } from './image-shell-or-package-manager.check.js';

const problems = [{ path: 'layer 2', layer: null, detail: 'it ends early' }];
const evaluate = (files: object, rest: object = {}) =>
  evaluateExample(imageShellOrPackageManagerCheck, anImageSubject({ rootfs: { ...rest, files } }));

describe('image-shell-or-package-manager', () => {
  it('passes without either', () => {
    expect(evaluate({}).result).toBe('pass');
  });

  it('names each of them', () => {
    expect(
      elementsOf(evaluate({ shells: ['/bin/bash', '/bin/sh'], packageManagers: ['/sbin/apk'] })),
    ).toEqual(['/bin/bash', '/bin/sh', '/sbin/apk']);
  });

  it('does not know when a layer could not be read', () => {
    expect(evaluate({}, { problems }).result).toBe('unknown');
    expect(evaluate({ shells: ['/bin/sh'] }, { problems }).result).toBe('fail');
  });
});
