import { describe, expect, it } from 'vitest';
import { containerDriftCheck as check } from './container-drift.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { aContainer } from './example-container.js';

const changes = (...paths: readonly (readonly [string, number])[]) => ({
  Changes: paths.map(([Path, Kind]) => ({ Path, Kind })),
});
const found = (parts: Readonly<Record<string, unknown>>, parameters = {}) =>
  elementsOf(evaluateText(check, 'container', aContainer(parts), { parameters }));

describe('container-drift', () => {
  it('tells added and changed files, grave where programs and settings lie', () => {
    expect(
      found(
        changes(
          ['/etc', 0],
          ['/etc/passwd', 0],
          ['/opt', 1],
          ['/opt/x', 1],
          ['/bin/gone', 2],
          ['/etcetera', 1],
        ),
      ),
    ).toEqual(['web /etc/passwd (high)', 'web /opt', 'web /opt/x', 'web /etcetera']);
  });

  it('leaves out what may change', () => {
    expect(found(changes(['/var', 0], ['/var/log', 0], ['/var/log/a', 1]))).toEqual(['pass']);
    expect(found(changes(['/tmpfile', 1]))).toEqual(['web /tmpfile']);
    expect(found(changes(['/data/a', 1]), { ignore: ['/data/'] })).toEqual(['pass']);
  });

  it('does not apply to a read-only filesystem, and is unknown without the list', () => {
    expect(found({ ...changes(['/x', 1]), HostConfig: { ReadonlyRootfs: true } })).toEqual([
      'not_applicable',
    ]);
    expect(found({})).toEqual(['unknown']);
  });
});
