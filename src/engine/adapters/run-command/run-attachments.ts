import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { readMount, readTmpfs, readVolume } from '../docker-options/mount-options.js';
import { pieces } from '../docker-options/pieces.js';
import { exposedPorts, readPublishedPort } from '../docker-options/port-options.js';
import type { GivenFlag } from './given-flags.js';
import type { StatedFlags } from './stated-flags.js';

export function storageOf(
  stated: StatedFlags,
): Pick<WorkloadFacts, 'mounts' | 'volumesFrom' | 'usesApiSocket'> {
  const mounts = stated.list('mounts', ['--volume', '--mount', '--tmpfs'], ({ flag, value, expansions }) => {
    if (value === null) return null;
    const read = flag === '--volume' ? readVolume : flag === '--mount' ? readMount : readTmpfs;
    return read(value, expansions).mount;
  });
  return {
    mounts,
    volumesFrom: stated.texts('volumesFrom', '--volumes-from'),
    usesApiSocket: stated.boolean('usesApiSocket', '--use-api-socket'),
  };
}

export function devicesOf(
  stated: StatedFlags,
): Pick<WorkloadFacts, 'devices' | 'deviceCgroupRules' | 'hasGpus'> {
  const gpus = stated.text('hasGpus', '--gpus');
  return {
    devices: stated.list('devices', ['--device'], readDevice),
    deviceCgroupRules: stated.texts('deviceCgroupRules', '--device-cgroup-rule'),
    hasGpus: gpus === null ? null : gpus !== '' && gpus !== '0',
  };
}

/** `/dev/x[:/dev/y][:rwm]`, or a name of CDI (`vendor.com/class=name`). */
function readDevice({ value, expansions }: GivenFlag): NonNullable<WorkloadFacts['devices']>[number] | null {
  if (value === null || value === '') return null;
  const [host, ...rest] = pieces(value, ':', expansions);
  const permissions = rest.map(({ text }) => text).find((text) => /^[rwm]{1,3}$/.test(text)) ?? 'rwm';
  return { hostPath: redactText(host!.text), permissions, isUnresolved: host!.isUnresolved };
}

export function portsOf(
  stated: StatedFlags,
): Pick<WorkloadFacts, 'ports' | 'isEveryPortPublished' | 'exposedPorts'> {
  const ports: NonNullable<WorkloadFacts['ports']>[number][] = [];
  for (const { value, expansions, line } of stated.all('--publish')) {
    const read = value === null ? null : readPublishedPort(value, expansions);
    if (!read) continue;
    if (ports.length === 0) stated.place('ports', line);
    stated.place(`ports.${ports.length}`, line);
    if (read.isUnresolved) stated.unresolved.add(`ports.${ports.length}`);
    ports.push(read.port);
  }
  return {
    ports: stated.has('--publish') ? ports : null,
    isEveryPortPublished: stated.boolean('isEveryPortPublished', '--publish-all'),
    exposedPorts:
      stated.texts('exposedPorts', '--expose')?.flatMap((text) => exposedPorts(text) ?? []) ?? null,
  };
}

/** Podman's `--secret name,type=…,target=…`. */
export function secretsOf(stated: StatedFlags): WorkloadFacts['secrets'] {
  return stated.list('secrets', ['--secret'], ({ value }) => {
    const fields = value?.split(',') ?? [];
    const field = (name: string) =>
      fields.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
    const name = fields[0] ?? '';
    if (name === '') return null;
    return {
      name: redactText(name),
      provider: 'unknown',
      target: field('target') ?? (field('type') === 'env' ? null : `/run/secrets/${name}`),
      mode: field('mode'),
      uid: field('uid'),
      isExternal: true,
      isWritable: false,
    };
  });
}
