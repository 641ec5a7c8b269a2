import { describe, expect, it } from 'vitest';
import type { Check } from './check.js';
import { composed } from '../policy/guide-snippets.js';
import { evaluateText } from './evaluate-example.js';
import { checks } from './index.generated.js';

const all: readonly Check[] = checks;

function resultOf(id: string): string {
  const check = all.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return evaluateText(check, 'compose', composed, { composeTarget: 'compose' }).result;
}

describe("the guide's compose file", () => {
  it.each([
    'compose-external-secret',
    'compose-schema',
    'workload-port-all-interfaces',
    'workload-port-privileged',
    'workload-image-tag-latest',
    'image-runtime-eol',
    'workload-rootfs-read-only',
    'workload-no-new-privileges',
    'workload-cap-drop-all',
    'workload-cap-net-raw',
    'workload-memory-limit',
    'workload-cpu-limit',
    'workload-pids-limit',
  ])('fails %s', (id) => {
    expect(resultOf(id)).toBe('fail');
  });

  it.each([
    'compose-network-segmentation',
    'compose-data-network-internal',
    'compose-data-port-published',
    'compose-secret-literal',
    'compose-remote-include',
    'workload-privileged',
    'workload-network-host',
  ])('passes %s', (id) => {
    expect(resultOf(id)).toBe('pass');
  });

  it('leaves open which user its containers have', () => {
    expect(resultOf('workload-user-root')).toBe('unknown');
  });

  it('names the service that is wrong, and where', () => {
    const check = all.find(({ id }) => id === 'workload-image-tag-latest')!;
    expect(evaluateText(check, 'compose', composed)).toMatchObject({
      violations: [{ element: 'api', location: { line: 12, pointer: '0#/services/api/image' } }],
    });
  });
});
