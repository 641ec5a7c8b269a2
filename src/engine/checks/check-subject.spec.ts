import { expect, it } from 'vitest';
import { readInput } from '../adapters/read-input.js';
import type { WorkloadImageFacts } from '../model/workload-document.js';
import { hostSubject } from './check-subject.js';
import { aContainer } from './example-container.js';
import { aBundle } from './example-host.js';

const ids = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
const scanned = (imageId: string, uid: number): WorkloadImageFacts => ({
  imageId,
  config: { user: '', exposedPorts: [], healthcheck: null },
  rootfs: { accounts: [{ name: 'app', uid, gid: uid, home: '/', shell: '' }], groups: [] },
});

it('lays under each container of a host what the scan of its own image knows, whatever the image is called', () => {
  const containers = ids.map(
    (Image) => JSON.parse(aContainer({ Image, Config: { User: 'app' } })) as object[],
  );
  const read = readInput('host', aBundle({ containers: JSON.stringify(containers.flat()) }), {});
  if (!read.ok || read.facts.kind !== 'host' || !read.facts.containers) throw new Error('it was not read');
  const images = { [ids[0]!]: scanned(ids[0]!, 0) };
  const { facts } = read;
  const subject = hostSubject({ ...facts, containers: { ...read.facts.containers, images } });
  expect(subject.workloads.map(({ user }) => user.uid)).toEqual([0, null]);
});
