import type { Text } from '../../model/text.js';
import { truthOf } from '../docker-options/pieces.js';
import { dockerBytes } from '../quantities.js';
import type { GivenFlag } from './given-flags.js';

export interface FlagConflict {
  /** The one that is refused or has no effect. */
  readonly flag: GivenFlag;
  readonly reason: Text;
}

/** Flags of one line that the engine refuses together, or of which one has no effect beside the other. */
export function flagConflicts(flags: readonly GivenFlag[]): FlagConflict[] {
  const last = (name: string) => flags.findLast(({ flag }) => flag === name);
  const isOn = (name: string) => {
    const flag = last(name);
    return flag !== undefined && (flag.value === null || truthOf(flag.value) === true);
  };
  const all = (name: string) => flags.filter(({ flag }) => flag === name);
  return [
    ...lifecycleConflicts(last, isOn),
    ...networkConflicts(flags, all),
    ...(isOn('--privileged') ? privilegedConflicts(all) : []),
    ...memoryConflicts(last),
  ];
}

type Last = (name: string) => GivenFlag | undefined;
type All = (name: string) => readonly GivenFlag[];

function lifecycleConflicts(last: Last, isOn: (name: string) => boolean): FlagConflict[] {
  const restart = last('--restart');
  const attach = last('--attach');
  const health = ['cmd', 'interval', 'timeout', 'retries', 'start-period', 'start-interval']
    .map((name) => last(`--health-${name}`))
    .find((flag) => flag !== undefined);
  return [
    ...(restart && isOn('--rm') && !/^(?:no|)$/.test(restart.value ?? '')
      ? [conflict(restart, 'it is refused together with --rm', '不能与 --rm 同时使用')]
      : []),
    ...(attach && isOn('--detach')
      ? [conflict(attach, 'it is refused together with --detach', '不能与 --detach 同时使用')]
      : []),
    ...(health && isOn('--no-healthcheck')
      ? [conflict(health, 'it is refused together with --no-healthcheck', '不能与 --no-healthcheck 同时使用')]
      : []),
  ];
}

function networkConflicts(flags: readonly GivenFlag[], all: All): FlagConflict[] {
  const mode = flags.find(({ flag }) => flag === '--network')?.value ?? '';
  const published = [...all('--publish'), ...all('--publish-all')];
  const fixed = [...all('--ip'), ...all('--ip6')];
  if (mode === 'host')
    return [
      ...published.map((flag) =>
        conflict(flag, 'it has no effect with --network host', '与 --network host 同用时不生效'),
      ),
      ...all('--link').map((flag) =>
        conflict(flag, 'it is refused with --network host', '不能与 --network host 同时使用'),
      ),
      ...fixed.map(onOwnNetworkOnly),
    ];
  if (mode.startsWith('container:'))
    return [
      ...published,
      ...all('--expose'),
      ...all('--hostname'),
      ...all('--dns'),
      ...all('--add-host'),
      ...all('--mac-address'),
      ...all('--link'),
    ].map((flag) =>
      conflict(flag, "it is refused in another container's network", '加入其他容器的网络时不可用'),
    );
  return mode === 'none' || mode === 'bridge' || mode === '' || mode === 'default'
    ? fixed.map(onOwnNetworkOnly)
    : [];
}

function onOwnNetworkOnly(flag: GivenFlag): FlagConflict {
  return conflict(flag, 'a fixed address needs a user-defined network', '固定地址只能用于自定义网络');
}

/** An explicit profile and no-new-privileges still count; but privileged takes off most of what options protect. */
function privilegedConflicts(all: All): FlagConflict[] {
  return [
    ...all('--cap-drop').map((flag) =>
      conflict(
        flag,
        'it has no effect with --privileged, which gives every capability',
        '与 --privileged 同用时不生效：特权容器拥有全部能力',
      ),
    ),
    ...all('--security-opt').map((flag) =>
      conflict(
        flag,
        'it protects little or nothing with --privileged',
        '与 --privileged 同用时几乎没有保护作用',
      ),
    ),
  ];
}

function memoryConflicts(last: Last): FlagConflict[] {
  const bytes = (flag: GivenFlag | undefined) => (flag?.value == null ? null : dockerBytes(flag.value));
  const [swap, reservation, cpus] = [last('--memory-swap'), last('--memory-reservation'), last('--cpus')];
  const memory = bytes(last('--memory'));
  const conflicts: FlagConflict[] = [];
  const swapBytes = bytes(swap);
  if (swap && swapBytes !== null && swapBytes > 0 && !last('--memory'))
    conflicts.push(conflict(swap, 'it needs --memory', '必须同时指定 --memory'));
  if (swap && swapBytes !== null && swapBytes > 0 && memory !== null && swapBytes < memory)
    conflicts.push(conflict(swap, 'it is less than --memory, which it includes', '小于它所包含的 --memory'));
  if (reservation && memory !== null && memory > 0 && bytes(reservation)! > memory)
    conflicts.push(conflict(reservation, 'it is more than --memory', '大于 --memory'));
  if (cpus && (last('--cpu-quota') ?? last('--cpu-period')))
    conflicts.push(
      conflict(
        cpus,
        'it is refused together with --cpu-quota and --cpu-period',
        '不能与 --cpu-quota、--cpu-period 同时使用',
      ),
    );
  return conflicts;
}

function conflict(flag: GivenFlag, en: string, zh: string): FlagConflict {
  return { flag, reason: { en, zh } };
}
