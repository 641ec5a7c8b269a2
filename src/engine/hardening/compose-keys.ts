type Keys = Readonly<Record<string, string>>;

/** Flags whose value is that of a key. */
export const textKeys: Keys = {
  '--name': 'container_name',
  '--user': 'user',
  '--memory': 'mem_limit',
  '--memory-swap': 'memswap_limit',
  '--memory-reservation': 'mem_reservation',
  '--memory-swappiness': 'mem_swappiness',
  '--cpus': 'cpus',
  '--cpu-shares': 'cpu_shares',
  '--cpu-period': 'cpu_period',
  '--cpu-quota': 'cpu_quota',
  '--cpuset-cpus': 'cpuset',
  '--pids-limit': 'pids_limit',
  '--restart': 'restart',
  '--hostname': 'hostname',
  '--domainname': 'domainname',
  '--workdir': 'working_dir',
  '--entrypoint': 'entrypoint',
  '--stop-signal': 'stop_signal',
  '--shm-size': 'shm_size',
  '--ipc': 'ipc',
  '--pid': 'pid',
  '--uts': 'uts',
  '--userns': 'userns_mode',
  '--cgroupns': 'cgroup',
  '--cgroup-parent': 'cgroup_parent',
  '--mac-address': 'mac_address',
  '--oom-score-adj': 'oom_score_adj',
  '--platform': 'platform',
  '--runtime': 'runtime',
  '--pull': 'pull_policy',
};
/** Flags that stand for `true`. */
export const switchKeys: Keys = {
  '--read-only': 'read_only',
  '--privileged': 'privileged',
  '--init': 'init',
  '--interactive': 'stdin_open',
  '--tty': 'tty',
  '--oom-kill-disable': 'oom_kill_disable',
};
/** Flags that each add to a list. */
export const listKeys: Keys = {
  '--tmpfs': 'tmpfs',
  '--security-opt': 'security_opt',
  '--cap-drop': 'cap_drop',
  '--cap-add': 'cap_add',
  '--publish': 'ports',
  '--expose': 'expose',
  '--volume': 'volumes',
  '--volumes-from': 'volumes_from',
  '--env': 'environment',
  '--env-file': 'env_file',
  '--label': 'labels',
  '--annotation': 'annotations',
  '--dns': 'dns',
  '--dns-search': 'dns_search',
  '--dns-option': 'dns_opt',
  '--add-host': 'extra_hosts',
  '--sysctl': 'sysctls',
  '--device': 'devices',
  '--device-cgroup-rule': 'device_cgroup_rules',
  '--group-add': 'group_add',
  '--link': 'external_links',
};
/** Flags of the health check. */
export const healthKeys: Keys = {
  '--health-interval': 'interval',
  '--health-timeout': 'timeout',
  '--health-start-period': 'start_period',
  '--health-start-interval': 'start_interval',
  '--health-retries': 'retries',
};
/** What compose does by itself, or what concerns the terminal alone. */
export const meaninglessFlags = new Set([
  '--detach',
  '--rm',
  '--attach',
  '--sig-proxy',
  '--detach-keys',
  '--quiet',
  '--cidfile',
]);
/** Keys whose values are numbers. */
export const wholeNumbers = new Set([
  'pids_limit',
  'cpu_shares',
  'cpu_period',
  'cpu_quota',
  'oom_score_adj',
  'mem_swappiness',
  'retries',
]);
