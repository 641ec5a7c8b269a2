import { automated, differs, manual, type BenchTest } from './bench-test.js';

const execution = differs(
  'It only says that people should look: what is executed is no setting. There is no check of it, as events are not collected.',
  '该测试仅提示人工检查：执行行为不是配置。我们不采集事件，因而没有对应的检查项。',
);

/** Section 5, which is left out where no container runs. */
export const containerTests: readonly BenchTest[] = [
  automated('5.1', 'swarm mode', ['swarm-not-needed']),
  automated(
    '5.2',
    'apparmor',
    ['workload-apparmor'],
    differs(
      'It warns on hosts without AppArmor too; to ours it does not apply there, and containers that do not run are looked at.',
      '在没有 AppArmor 的主机上也会告警；我们视为不适用，且检查未运行的容器。',
    ),
  ),
  automated(
    '5.3',
    'selinux',
    ['workload-selinux'],
    differs(
      'Any security option passes, no-new-privileges or seccomp=unconfined too, and its absence warns where there is no SELinux; ours looks at labels, on hosts that enforce it.',
      '只要有任意安全选项即通过（包括 no-new-privileges 或 seccomp=unconfined），没有 SELinux 的主机上也会告警；我们只在启用 SELinux 的主机上检查标签。',
    ),
  ),
  automated(
    '5.4',
    'capabilities',
    { decides: ['workload-cap-added'], related: ['workload-cap-net-admin', 'workload-cap-dangerous'] },
    null,
  ),
  automated('5.5', 'privileged containers', ['workload-privileged']),
  automated(
    '5.6',
    'sensitive host system directories',
    { decides: ['workload-mount-sensitive-path'], related: ['workload-mount-host-root'] },
    differs(
      'It knows eight folders, themselves only, and writable ones only, and takes the folder in the container for one of the host, or the mode of another mount for that of this one; ours knows more folders, looks at the paths on the host, below those folders too, and at read-only mounts with less weight.',
      '该测试只认八个目录本身且仅限可写挂载，会把容器内路径误认为主机路径，或混淆不同挂载的读写模式；我们覆盖更多目录，检查主机路径及其下级目录，只读挂载按较低级别报告。',
    ),
  ),
  automated(
    '5.7',
    'sshd',
    ['container-sshd'],
    differs(
      'It runs ps in the container: an image without ps passes. Ours looks at the processes as the host sees them, and is undecided without them.',
      '该测试在容器内执行 ps：没有 ps 的镜像直接通过。我们从主机侧查看进程，未采集时不判定。',
    ),
  ),
  automated(
    '5.8',
    'privileged ports',
    ['workload-port-privileged'],
    differs(
      'It takes 1024 for a privileged port; ours begins below it.',
      '该测试把 1024 也算作特权端口；我们从 1023 及以下起算。',
    ),
  ),
  manual(
    '5.9',
    'needed ports',
    {
      decides: [],
      related: ['workload-port-undeclared', 'workload-port-publish-all', 'container-unexpected-listener'],
    },
    differs(
      'It warns of every published port; ours of those that the image does not declare, of -P, and of what listens unexpectedly.',
      '任何已发布端口都会告警；我们针对镜像未声明的端口、-P 以及意外的监听。',
    ),
  ),
  automated('5.10', 'network namespace', ['workload-network-host']),
  automated('5.11', 'memory', ['workload-memory-limit']),
  automated(
    '5.12',
    'cpu',
    ['workload-cpu-limit'],
    differs(
      'It knows shares and --cpus; ours takes a quota too, and shares only where the policy accepts them, as the one for CIS does.',
      '该测试只认 shares 与 --cpus；我们也认可 quota，shares 仅在策略允许时认可（CIS 策略允许）。',
    ),
  ),
  automated('5.13', 'read only', ['workload-rootfs-read-only']),
  automated(
    '5.14',
    'specific host interface',
    { decides: ['workload-port-all-interfaces'], related: ['net-published-exposure'] },
    differs(
      'It looks for 0.0.0.0 among the ports of running containers; ours takes [::] the same, and what is configured where a container does not run.',
      '该测试只在运行中容器的端口里查找 0.0.0.0；我们同等对待 [::]，未运行的容器按配置判定。',
    ),
  ),
  automated(
    '5.15',
    'on-failure',
    ['workload-restart-policy'],
    differs(
      'It fails more than five retries only: always has none, and passes. Ours fails always.',
      '该测试只在重试次数大于 5 时失败：always 没有次数而算通过。我们对 always 判定失败。',
    ),
  ),
  automated('5.16', 'process namespace', ['workload-pid-host']),
  automated('5.17', 'ipc namespace', ['workload-ipc-host']),
  manual(
    '5.18',
    'host devices',
    ['workload-devices'],
    differs('It says INFO of devices; ours fails them.', '该测试对设备仅给出 INFO；我们判定失败。'),
  ),
  manual(
    '5.19',
    'default ulimit',
    ['workload-ulimits'],
    differs(
      "Any limit of the container's own passes, none is INFO; ours counts what the daemon gives too, and asks for nofile and nproc.",
      '容器自身有任意限制即通过，没有则为 INFO；我们计入守护进程默认值，并要求 nofile 与 nproc。',
    ),
  ),
  automated('5.20', 'propagation', ['workload-mount-propagation-shared']),
  automated('5.21', 'uts namespace', ['workload-uts-host']),
  automated(
    '5.22',
    'seccomp',
    ['workload-seccomp-disabled'],
    differs(
      'It looks for seccomp=unconfined; privileged containers have no filter either, and fail ours.',
      '该测试只查找 seccomp=unconfined；特权容器同样没有过滤，我们判定失败。',
    ),
  ),
  automated('5.23', 'privileged option', { decides: [], related: ['rt-exec-privileged'] }, execution),
  manual('5.24', 'user=root', { decides: [], related: ['rt-exec-privileged'] }, execution),
  automated('5.25', 'cgroup', ['workload-cgroup-parent']),
  automated(
    '5.26',
    'additional privileges',
    ['workload-no-new-privileges'],
    differs(
      'The words pass whatever their value is; to ours no-new-privileges=false is off.',
      '只要出现该选项即通过；no-new-privileges=false 在我们看来是关闭。',
    ),
  ),
  automated(
    '5.27',
    'health',
    ['workload-healthcheck'],
    differs(
      'It asks running containers for the state of a health check; ours reads what is configured, and fails NONE.',
      '该测试查询运行中容器的健康状态；我们读取配置，NONE 判定失败。',
    ),
  ),
  manual(
    '5.28',
    'latest version of their image',
    ['workload-image-tag-latest', 'container-image-outdated'],
    differs(
      'It never decides; ours looks at the tag and at the age of the image.',
      '该测试从不判定；我们检查标签与镜像时间。',
    ),
  ),
  automated(
    '5.29',
    'pids cgroup',
    ['workload-pids-limit'],
    differs('Any limit passes; ours has a largest one.', '有任意限制即通过；我们规定上限。'),
  ),
  manual(
    '5.30',
    'default bridge',
    { decides: ['workload-network-default-bridge'], related: ['net-default-bridge-in-use'] },
    differs(
      'It says INFO of running containers on docker0; ours fails them, and those that do not run.',
      '该测试对 docker0 上运行的容器仅给出 INFO；我们判定失败，未运行的容器亦然。',
    ),
  ),
  automated('5.31', 'user namespaces', ['workload-userns-host']),
  automated(
    '5.32',
    'docker socket',
    ['workload-runtime-socket-mount'],
    differs(
      'It looks for the name docker.sock; ours knows the sockets of other runtimes too, and folders that hold one.',
      '该测试只查找 docker.sock 名称；我们也识别其他运行时的套接字及包含它们的目录。',
    ),
  ),
];
