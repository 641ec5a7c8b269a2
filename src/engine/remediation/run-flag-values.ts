import { capabilityName } from '../adapters/capabilities.js';
import {
  readMount,
  readTmpfs,
  readVolume,
  type ReadMount,
} from '../adapters/docker-options/mount-options.js';
import { truthOf } from '../adapters/docker-options/pieces.js';
import { readPublishedPort } from '../adapters/docker-options/port-options.js';
import { securityOption } from '../adapters/docker-options/security-options.js';
import type { GivenFlag } from '../adapters/run-command/given-flags.js';
import { changedMount, changedTmpfs, changedVolume, type MountChange } from './mount-text.js';

type Same = (given: string, wanted: string) => boolean;

/** Options of which the first part alone names one: `--env NAME` fits `NAME=value`. */
const byKey =
  (separator: string): Same =>
  (given, wanted) =>
    given === wanted || (!wanted.includes(separator) && given.split(separator, 1)[0] === wanted);

const sameCapability: Same = (given, wanted) => capabilityName(given) === capabilityName(wanted);

const sameVolume: Same = (given, wanted) =>
  given === wanted || mountKey(readVolume(given).mount) === mountKey(readVolume(wanted).mount);

const same: Readonly<Record<string, Same>> = {
  '--cap-add': sameCapability,
  '--cap-drop': sameCapability,
  '--security-opt': (given, wanted) =>
    optionKey(given) === optionKey(wanted) ||
    (optionName(given) === wanted && wanted !== 'no-new-privileges'),
  '--volume': sameVolume,
  '--publish': (given, wanted) =>
    JSON.stringify(readPublishedPort(given)) === JSON.stringify(readPublishedPort(wanted)),
  '--env': byKey('='),
  '--label': byKey('='),
  '--annotation': byKey('='),
  '--log-opt': byKey('='),
  '--sysctl': byKey('='),
  '--ulimit': byKey('='),
  '--tmpfs': byKey(':'),
  '--device': byKey(':'),
};

/** Whether a flag of a line is the one that an edit names: by its long name and, where one is given, what its value means. */
export function isMeant(given: GivenFlag, flag: string, value: string | null): boolean {
  if (given.flag !== flag) return isSameMount(given, flag, value);
  if (value === null) return true;
  if (given.kind === 'boolean') return truthOf(given.value ?? 'true') === truthOf(value);
  if (given.value === null) return false;
  return Object.hasOwn(same, flag) ? same[flag]!(given.value, value) : given.value === value;
}

/** A mount that stands as `--mount` is meant by its short form as well. */
function isSameMount(given: GivenFlag, flag: string, value: string | null): boolean {
  if (given.flag !== '--mount' || flag !== '--volume' || given.value === null || value === null) return false;
  const key = mountKey(readVolume(value).mount);
  return key !== null && mountKey(readMount(given.value).mount) === key;
}

function mountKey(mount: ReturnType<typeof readVolume>['mount']): string | null {
  return mount && JSON.stringify([mount.source, mount.target]);
}

/** The value of a flag that mounts something at the target, changed; null: it does not, or its form is not changed. */
export function changedMountFlag(
  { flag, value, expansions }: GivenFlag,
  target: string,
  change: MountChange,
): string | null {
  if (value === null) return null;
  const isAt = ({ mount }: ReadMount) => mount?.target === target;
  if (flag === '--volume' && isAt(readVolume(value, expansions)))
    return changedVolume(value, change, expansions);
  if (flag === '--mount' && isAt(readMount(value, expansions)))
    return changedMount(value, change, expansions);
  if (flag === '--tmpfs' && isAt(readTmpfs(value, expansions)))
    return changedTmpfs(value, change, expansions);
  return null;
}

function optionName(text: string): string {
  return securityOption(text).key;
}

function optionKey(text: string): string {
  const { key, value } = securityOption(text);
  const isOn = key === 'no-new-privileges' && (value === null || truthOf(value) === true);
  return isOn ? `${key}=true` : `${key}=${value ?? ''}`;
}
