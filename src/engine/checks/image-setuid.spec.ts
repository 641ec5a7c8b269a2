import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageSetuidCheck } from './image-setuid.check.js';

const file = (path: string, mode = 0o4755) => ({
  path,
  mode,
  uid: 0,
  gid: 0,
  sizeBytes: 1,
  layer: 'sha256:1',
});
const files = { setuid: [file('/usr/bin/su'), file('/opt/helper', 0o6755)] };

describe('image-setuid', () => {
  it('reports what is usual in base images at its own severity, and anything else as high', () => {
    expect(elementsOf(evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { files } })))).toEqual([
      '/usr/bin/su',
      '/opt/helper (high)',
    ]);
  });

  it('says the bits, mode, owner and layer', () => {
    expect(evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { files } }))).toMatchObject({
      violations: [
        { message: { en: '/usr/bin/su is setuid (mode 4755, owner 0:0) (usual in base images).' } },
        {
          message: { en: '/opt/helper is setuid and setgid (mode 6755, owner 0:0).' },
          location: { path: '/opt/helper', layer: 'sha256:1' },
        },
      ],
    });
  });

  it('leaves allowed paths out', () => {
    const parameters = { allow_paths: ['/usr/bin/su', '/opt/helper'] };
    expect(
      evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { files } }), { parameters }).result,
    ).toBe('pass');
  });

  it('does not know what an unreadable layer holds, and says so beside what it found', () => {
    const problems = [{ path: 'layer 2', layer: 'sha256:2', detail: 'it ends early' }];
    expect(evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { problems } })).result).toBe(
      'unknown',
    );
    expect(evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { files, problems } }))).toMatchObject({
      result: 'fail',
      undecided: {
        en: 'Whether there are other setuid files is not known: layer 2 could not be read fully (it ends early).',
      },
    });
  });

  it('is not held up by a package list that could not be read', () => {
    const problems = [{ path: '/var/lib/dpkg/status', layer: null, detail: 'broken' }];
    expect(evaluateExample(imageSetuidCheck, anImageSubject({ rootfs: { problems } })).result).toBe('pass');
  });
});
