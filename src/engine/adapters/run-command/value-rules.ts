import type { Text } from '../../model/text.js';
import { isAddress, exposedPorts, readPublishedPort } from '../docker-options/port-options.js';
import { readMount, readTmpfs, readVolume } from '../docker-options/mount-options.js';
import { securityOption, securityOptionProblem } from '../docker-options/security-options.js';
import { truthOf } from '../docker-options/pieces.js';
import { dockerBytes } from '../quantities.js';
import type { FlagKind } from './flag-table.js';
import type { GivenFlag } from './given-flags.js';
import { cpuMillis, integerOf, readUlimit, signedBytes } from './run-resources.js';
import { readRestart } from './run-workload.js';

/** Why the engine or the command line refuses a value; null: they do not. */
type Rule = (value: string, flag: GivenFlag) => Text | null;

const smallestMemory = 6 * 1024 ** 2;

function when(isRight: (value: string) => boolean, en: string, zh: string): Rule {
  return (value) => (isRight(value) ? null : { en, zh });
}

function oneOf(...words: readonly string[]): Rule {
  const listed = words.filter((word) => word !== '').join(', ');
  return when((value) => words.includes(value), `it is one of ${listed}`, `可用值：${listed}`);
}

function range(low: number, high: number): Rule {
  return when(
    (value) => Number(value) >= low && Number(value) <= high,
    `it lies between ${low} and ${high}`,
    `取值范围为 ${low} 到 ${high}`,
  );
}

const byKind: Readonly<Partial<Record<FlagKind, Rule>>> = {
  boolean: when((value) => truthOf(value) !== null, 'it is true or false', '只能为 true 或 false'),
  integer: when((value) => integerOf(value) !== null, 'it is a whole number', '应为整数'),
  natural: when((value) => /^\d{1,15}$/.test(value), 'it is a whole number of 0 or more', '应为非负整数'),
  bytes: when((value) => dockerBytes(value) !== null, 'it is a size such as 512m', '应为大小，例如 512m'),
  'signed-bytes': when(
    (value) => signedBytes(value) !== null,
    'it is a size such as 1g, or -1',
    '应为大小（例如 1g）或 -1',
  ),
  decimal: when((value) => cpuMillis(value) !== null, 'it is a number such as 1.5', '应为数字，例如 1.5'),
  duration: when(
    (value) => /^(?:0|(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.test(value.slice(0, 100)),
    'it is a duration such as 30s',
    '应为时长，例如 30s',
  ),
};

const keyed = (what: Text): Rule => when((value) => /^[^=]+=/.test(value), what.en, what.zh);
const container = /^container:[a-zA-Z0-9][\w.-]*$/;

const byFlag: Readonly<Record<string, Rule>> = {
  '--memory': when(
    (value) => dockerBytes(value) === 0 || dockerBytes(value)! >= smallestMemory,
    'less than 6 MB of memory is refused',
    '内存限制不能小于 6 MB',
  ),
  '--oom-score-adj': range(-1000, 1000),
  '--memory-swappiness': range(-1, 100),
  '--blkio-weight': when(
    (value) => value === '0' || (Number(value) >= 10 && Number(value) <= 1000),
    'it is 0, or lies between 10 and 1000',
    '应为 0 或 10 到 1000',
  ),
  '--user': when(
    (value) => /^[\w.][\w.-]{0,255}\$?(?::[\w.][\w.-]{0,255}\$?)?$|^$/.test(value),
    'it is user, uid, user:group or uid:gid',
    '格式应为 用户、UID、用户:组 或 UID:GID',
  ),
  '--name': when(
    (value) => /^\/?[a-zA-Z0-9][\w.-]+$/.test(value),
    'a name begins with a letter or digit and holds letters, digits, "_", "." and "-" only',
    '名称须以字母或数字开头，且只能包含字母、数字、“_”、“.”和“-”',
  ),
  '--restart': (value) => {
    const restart = readRestart(value);
    if (!restart)
      return {
        en: 'it is no, always, unless-stopped, on-failure or on-failure:5',
        zh: '可用值：no、always、unless-stopped、on-failure、on-failure:5',
      };
    if (value.includes(':') && restart.policy !== 'on-failure')
      return { en: 'only on-failure takes a number of attempts', zh: '只有 on-failure 可以指定重试次数' };
    return null;
  },
  '--pull': oneOf('always', 'missing', 'never'),
  '--pid': when(
    (value) => /^(?:|host|private)$/.test(value) || container.test(value),
    'it is host or container:<name>',
    '可用值：host、container:<名称>',
  ),
  '--uts': oneOf('', 'host'),
  '--userns': oneOf('', 'host'),
  '--cgroupns': oneOf('', 'host', 'private'),
  '--ipc': when(
    (value) => /^(?:|none|private|shareable|host)$/.test(value) || container.test(value),
    'it is none, private, shareable, host or container:<name>',
    '可用值：none、private、shareable、host、container:<名称>',
  ),
  '--network': when((value) => value !== '', 'it names no network', '未指定网络'),
  '--publish': (value, { expansions }) =>
    readPublishedPort(value, expansions)
      ? null
      : {
          en: 'it is no [ip:][host:]container[/protocol] with ports up to 65535 and ranges of one length',
          zh: '格式应为 [IP:][主机端口:]容器端口[/协议]，端口不超过 65535，且两侧范围长度一致',
        },
  '--expose': when(
    (value) => exposedPorts(value) !== null,
    'it is a port such as 80 or 53/udp',
    '应为端口，例如 80 或 53/udp',
  ),
  '--volume': (value, { expansions }) => readVolume(value, expansions).problem,
  '--mount': (value, { expansions }) => readMount(value, expansions).problem,
  '--tmpfs': (value, { expansions }) => readTmpfs(value, expansions).problem,
  '--ulimit': (value) => {
    const limit = readUlimit(value);
    if (!limit) return { en: 'it is name=soft[:hard]', zh: '格式应为 名称=软限制[:硬限制]' };
    return limit.hard !== -1 && limit.soft > limit.hard
      ? { en: 'the soft limit is above the hard one', zh: '软限制高于硬限制' }
      : null;
  },
  '--security-opt': (value) => securityOptionProblem(securityOption(value)),
  '--env': when((value) => /^[^=]/.test(value), 'it is NAME=value or NAME', '格式应为 名称=值 或 名称'),
  '--label': when((value) => /^[^=\s]/.test(value), 'it is name=value', '格式应为 名称=值'),
  '--sysctl': keyed({ en: 'it is name=value', zh: '格式应为 名称=值' }),
  '--log-opt': keyed({ en: 'it is name=value', zh: '格式应为 名称=值' }),
  '--annotation': keyed({ en: 'it is name=value', zh: '格式应为 名称=值' }),
  '--device': when(
    (value) => /^(?:[/\\]|[\w.-]+\/[\w.-]+=|class\/)/.test(value),
    'it is a path such as /dev/fuse',
    '应为设备路径，例如 /dev/fuse',
  ),
  '--device-cgroup-rule': when(
    (value) => /^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(value),
    'it is a rule such as "c 1:3 rwm"',
    '应为规则，例如 "c 1:3 rwm"',
  ),
  '--ip': when((value) => isAddress(value), 'it is no IP address', '不是 IP 地址'),
  '--ip6': when((value) => isAddress(value), 'it is no IP address', '不是 IP 地址'),
  '--dns': when((value) => isAddress(value), 'it is no IP address', '不是 IP 地址'),
  '--add-host': when((value) => /^[^:=]+[:=].+$/.test(value), 'it is host:ip', '格式应为 主机名:IP'),
  '--attach': when(
    (value) => /^(?:stdin|stdout|stderr)$/i.test(value),
    'it is stdin, stdout or stderr',
    '可用值：stdin、stdout、stderr',
  ),
};

/** Podman has more of these words. */
const dockerOnly = new Set([
  '--pull',
  '--userns',
  '--uts',
  '--pid',
  '--ipc',
  '--cgroupns',
  '--security-opt',
  '--volume',
  '--mount',
]);

/** Why a flag's value is refused; null: it is not, or a variable hides it. */
export function valueProblem(flag: GivenFlag, isPodman: boolean): Text | null {
  if (flag.value === null) return null;
  const isForParts =
    flag.flag === '--publish' ||
    flag.flag === '--volume' ||
    flag.flag === '--mount' ||
    flag.flag === '--tmpfs';
  if (flag.expansions.length > 0 && !isForParts) return null;
  if (isPodman && dockerOnly.has(flag.flag)) return null;
  const ofKind = byKind[flag.kind]?.(flag.value, flag) ?? null;
  if (ofKind) return ofKind;
  return Object.hasOwn(byFlag, flag.flag) ? byFlag[flag.flag]!(flag.value, flag) : null;
}
