import { automated, differs, manual, type BenchTest } from './bench-test.js';

/** Section 2. */
export const daemonTests: readonly BenchTest[] = [
  manual(
    '2.1',
    'non-root user',
    ['daemon-rootless'],
    differs(
      'It never decides; ours asks the daemon whether it is rootless, and whom its process belongs to.',
      '该测试从不判定；我们查询守护进程是否为 rootless 及其进程属主。',
    ),
  ),
  automated('2.2', 'default bridge', ['daemon-icc']),
  automated(
    '2.3',
    'logging level',
    ['daemon-log-level'],
    differs(
      'With jq it warns when a daemon.json does not name the level, though info is the default; a level given by flag alone it does not see. Ours takes the level in force, and fails debug mode too.',
      '装有 jq 时，daemon.json 未写级别也会告警（默认即为 info）；仅由参数指定的级别它看不到。我们取生效级别，调试模式同样判定失败。',
    ),
  ),
  automated(
    '2.4',
    'iptables',
    ['daemon-iptables'],
    differs(
      'It looks at IPv4 only; ours at ip6tables too, and not at a rootless daemon.',
      '该测试只看 IPv4；我们也检查 ip6tables，rootless 模式不适用。',
    ),
  ),
  automated(
    '2.5',
    'insecure registries',
    ['daemon-insecure-registry'],
    differs(
      'It warns of any entry; ours lets addresses of the host itself pass, and fails mirrors without TLS too.',
      '任何条目都会告警；我们放行本机地址，并对不使用 TLS 的镜像代理判定失败。',
    ),
  ),
  automated(
    '2.6',
    'aufs',
    ['daemon-storage-driver'],
    differs(
      'It knows aufs only; ours fails devicemapper and overlay too, which are removed as well.',
      '该测试只认 aufs；devicemapper 与 overlay 同样已被移除，我们也判定失败。',
    ),
  ),
  automated(
    '2.7',
    'tls',
    ['daemon-tcp-tls'],
    differs(
      'Without a TCP port it says INFO where ours passes. With one it takes tlsverify by itself for enough, misses one that daemon.json sets where jq is there, and goes wrong over several TCP ports; ours asks for verification with CA, certificate and key, on every port.',
      '没有 TCP 端口时为 INFO，我们为通过。有端口时它只看 tlsverify，装有 jq 时看不到 daemon.json 中的设置，多个 TCP 端口时出错；我们要求每个端口都以 CA、证书与私钥校验客户端。',
    ),
  ),
  manual(
    '2.8',
    'default ulimit',
    ['daemon-default-ulimits'],
    differs(
      'Any default limit passes, none is INFO; ours asks for nofile and nproc.',
      '有任意默认限制即通过，没有则为 INFO；我们要求 nofile 与 nproc。',
    ),
  ),
  automated(
    '2.9',
    'user namespace',
    ['daemon-userns-remap'],
    differs(
      'It reads flags and file; ours asks the running daemon first, and does not apply to a rootless one.',
      '该测试读取参数与文件；我们优先查询运行中的守护进程，rootless 模式不适用。',
    ),
  ),
  automated(
    '2.10',
    'cgroup',
    ['daemon-cgroup-parent'],
    differs(
      'It never sees what daemon.json says (its search there matches nothing); ours reads flags and file.',
      '它对 daemon.json 的查找不会匹配任何内容，因而看不到其中的设置；我们同时读取参数与文件。',
    ),
  ),
  automated('2.11', 'base device size', ['daemon-storage-driver']),
  automated('2.12', 'authorization', ['daemon-authorization-plugin']),
  automated(
    '2.13',
    'remote logging',
    ['daemon-log-remote'],
    differs(
      'It refuses json-file only: local and none pass. Ours asks for a driver that leaves the host, and for its address.',
      '该测试只拒绝 json-file，local 与 none 也算通过；我们要求日志离开本机并配置目标地址。',
    ),
  ),
  automated(
    '2.14',
    'new privileges',
    ['daemon-no-new-privileges'],
    differs(
      'The flag passes whatever its value is; to ours --no-new-privileges=false is off.',
      '只要出现该参数即通过；--no-new-privileges=false 在我们看来是关闭。',
    ),
  ),
  automated(
    '2.15',
    'live restore',
    ['daemon-live-restore'],
    differs(
      'A node of a swarm passes, to ours it does not apply; the flag passes whatever its value is.',
      'Swarm 节点算通过，我们为不适用；只要出现该参数即通过，不论取值。',
    ),
  ),
  automated('2.16', 'userland proxy', ['daemon-userland-proxy']),
  manual(
    '2.17',
    'seccomp',
    ['daemon-seccomp'],
    differs(
      'It knows the profile as default; newer engines call it builtin, so it says INFO of them. Ours passes both, fails unconfined, and is undecided on a profile whose text is not there.',
      '它只认名称 default，较新引擎称为 builtin，因而为 INFO。我们两者均通过，unconfined 判定失败，自定义配置内容未知时不判定。',
    ),
  ),
  automated(
    '2.18',
    'experimental',
    ['daemon-experimental'],
    differs(
      'On engines after 19.03 it says INFO (deprecated); ours still fails them, and metrics that others reach too.',
      '19.03 之后的引擎为 INFO（已弃用）；我们仍判定失败，指标接口对外开放时亦然。',
    ),
  ),
];
