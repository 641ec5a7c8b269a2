const free = Symbol('any keys');
/** What is known beneath a key: nothing more (true), anything (`free`), or parts with keys of their own. */
export interface KnownKeys {
  readonly [key: string]: KnownKeys | true | typeof free;
}

const keys = (names: string): KnownKeys => Object.fromEntries(names.split(' ').map((name) => [name, true]));
/** Parts by name, or elements of a list. */
export const each = '*';

const limits = keys('cpus memory pids');
const updates = keys('parallelism delay failure_action monitor max_failure_ratio order');
const grant = { [each]: keys('source target uid gid mode') };
const ulimits = { [each]: keys('soft hard') };

const deploy: KnownKeys = {
  ...keys('mode endpoint_mode replicas'),
  labels: free,
  rollback_config: updates,
  update_config: updates,
  resources: {
    limits,
    reservations: {
      ...keys('cpus memory'),
      generic_resources: free,
      devices: { [each]: { ...keys('capabilities count driver'), device_ids: true, options: free } },
    },
  },
  restart_policy: keys('condition delay max_attempts window'),
  placement: { ...keys('max_replicas_per_node'), constraints: true, preferences: { [each]: keys('spread') } },
};

const build: KnownKeys = {
  ...keys('context dockerfile dockerfile_inline network target shm_size isolation privileged pull no_cache'),
  ...keys('provenance sbom entitlements cache_from cache_to tags platforms'),
  args: free,
  ssh: free,
  labels: free,
  additional_contexts: free,
  extra_hosts: free,
  secrets: grant,
  ulimits,
};

const volumeItem: KnownKeys = {
  ...keys('type source target read_only consistency'),
  bind: keys('propagation create_host_path recursive selinux'),
  volume: { labels: free, ...keys('nocopy subpath') },
  tmpfs: keys('size mode'),
  image: keys('subpath'),
};

const service: KnownKeys = {
  ...keys(
    'attach cap_add cap_drop cgroup cgroup_parent command container_name cpu_count cpu_percent cpu_shares',
  ),
  ...keys(
    'cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus cpuset device_cgroup_rules dns dns_opt dns_search',
  ),
  ...keys(
    'domainname entrypoint expose external_links group_add hostname image init ipc isolation label_file links',
  ),
  ...keys('mac_address mem_limit mem_reservation mem_swappiness memswap_limit network_mode oom_kill_disable'),
  ...keys(
    'oom_score_adj pid pids_limit platform privileged profiles pull_policy pull_refresh_after read_only restart',
  ),
  ...keys(
    'runtime scale security_opt shm_size stdin_open stop_grace_period stop_signal tmpfs tty use_api_socket user',
  ),
  ...keys('uts userns_mode volumes_from working_dir volume_driver'),
  annotations: free,
  environment: free,
  extra_hosts: free,
  labels: free,
  sysctls: free,
  storage_opt: free,
  models: free,
  provider: free,
  post_start: free,
  pre_stop: free,
  build,
  deploy,
  ulimits,
  blkio_config: {
    weight: true,
    weight_device: { [each]: keys('path weight') },
    ...Object.fromEntries(
      ['device_read_bps', 'device_read_iops', 'device_write_bps', 'device_write_iops'].map((key) => [
        key,
        { [each]: keys('path rate') },
      ]),
    ),
  },
  configs: grant,
  secrets: grant,
  credential_spec: keys('config file registry'),
  depends_on: { [each]: keys('restart required condition') },
  devices: { [each]: keys('source target permissions') },
  develop: { watch: { [each]: { ...keys('path action target initial_sync ignore include'), exec: free } } },
  env_file: { [each]: keys('path required format') },
  extends: keys('service file'),
  gpus: { [each]: { ...keys('capabilities count driver device_ids'), options: free } },
  healthcheck: keys('disable interval retries test timeout start_period start_interval'),
  logging: { driver: true, options: free },
  networks: {
    [each]: {
      ...keys(
        'aliases interface_name ipv4_address ipv6_address link_local_ips mac_address priority gw_priority',
      ),
      driver_opts: free,
    },
  },
  ports: { [each]: keys('name mode host_ip target published protocol app_protocol') },
  volumes: { [each]: volumeItem },
};

const external = keys('name');

/** Keys of a compose file (compose-spec, as of 2026); what begins with `x-` may stand anywhere. */
export const composeKeys: KnownKeys = {
  ...keys('version name'),
  include: { [each]: keys('path env_file project_directory') },
  services: { [each]: service },
  models: free,
  networks: {
    [each]: {
      ...keys('name driver internal enable_ipv4 enable_ipv6 attachable'),
      external,
      driver_opts: free,
      labels: free,
      ipam: {
        driver: true,
        options: free,
        config: { [each]: { ...keys('subnet ip_range gateway'), aux_addresses: free } },
      },
    },
  },
  volumes: { [each]: { ...keys('name driver'), external, driver_opts: free, labels: free } },
  secrets: {
    [each]: {
      ...keys('name file environment driver template_driver'),
      external,
      driver_opts: free,
      labels: free,
    },
  },
  configs: {
    [each]: { ...keys('name file environment content template_driver'), external, labels: free },
  },
};
