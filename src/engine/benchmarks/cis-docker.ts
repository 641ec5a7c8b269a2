import type { Text } from '../model/text.js';

/** One recommendation of a benchmark, in our own words. */
export interface Recommendation {
  /** `5.12`. */
  readonly id: string;
  /** Its first number. */
  readonly chapter: string;
  readonly title: Text;
  /** `people`: no facts that a program can have settle it. */
  readonly decider: 'facts' | 'people';
}

export const cisDocker = { name: 'CIS Docker Benchmark', version: '1.7.0' } as const;

/** The policy that comes with the product and says which checks decide its recommendations, and how strictly. */
export const cisPolicy = 'cis-docker-1.7';

/** What the chapters are about. */
export const cisChapters: Readonly<Record<string, Text>> = {
  1: { en: 'The host', zh: '主机' },
  2: { en: 'The daemon', zh: '守护进程' },
  3: { en: 'Files of the daemon', zh: '守护进程文件' },
  4: { en: 'Images', zh: '镜像' },
  5: { en: 'Containers', zh: '容器' },
  6: { en: 'Operation', zh: '运维' },
  7: { en: 'The swarm', zh: 'Swarm' },
};

/** Number | English | Chinese; with `*` behind the number where only people can decide it. */
const table = `
  1.1.1 | Docker's data lies on a partition of its own | Docker 数据位于独立分区
  1.1.2 | Nobody but trusted users controls the daemon | 仅可信用户可控制守护进程
  1.1.3 | dockerd is audited | 审计 dockerd
  1.1.4 | /run/containerd is audited | 审计 /run/containerd
  1.1.5 | The folder of Docker's data is audited | 审计 Docker 数据目录
  1.1.6 | /etc/docker is audited | 审计 /etc/docker
  1.1.7 | docker.service is audited | 审计 docker.service
  1.1.8 | The socket of containerd is audited | 审计 containerd 套接字
  1.1.9 | The socket of Docker is audited | 审计 Docker 套接字
  1.1.10 | /etc/default/docker is audited | 审计 /etc/default/docker
  1.1.11 | daemon.json is audited | 审计 daemon.json
  1.1.12 | The configuration of containerd is audited | 审计 containerd 配置
  1.1.13 | /etc/sysconfig/docker is audited | 审计 /etc/sysconfig/docker
  1.1.14 | containerd is audited | 审计 containerd
  1.1.15 | containerd-shim is audited | 审计 containerd-shim
  1.1.16 | containerd-shim-runc-v1 is audited | 审计 containerd-shim-runc-v1
  1.1.17 | containerd-shim-runc-v2 is audited | 审计 containerd-shim-runc-v2
  1.1.18 | runc is audited | 审计 runc
  1.2.1* | The host itself is hardened | 主机自身已加固
  1.2.2 | Docker is up to date | Docker 版本为最新
  2.1 | The daemon runs without root | 守护进程以非 root 运行
  2.2 | Containers on the default bridge do not reach each other | 默认网桥上的容器互不可达
  2.3 | The daemon logs at the level info | 守护进程日志级别为 info
  2.4 | The daemon manages iptables | 守护进程管理 iptables
  2.5 | No registry is used without TLS | 不使用不安全的镜像仓库
  2.6 | The storage driver is not aufs | 存储驱动不是 aufs
  2.7 | The daemon's TCP ports ask for client certificates | 守护进程 TCP 端口要求客户端证书
  2.8 | Default ulimits are set | 设置默认 ulimit
  2.9 | User namespaces are remapped | 启用用户命名空间映射
  2.10 | The parent of cgroups is the default one | 使用默认 cgroup 父组
  2.11 | The base size of devices is not changed | 未修改设备基础大小
  2.12 | A plugin authorizes the clients' commands | 由授权插件控制客户端命令
  2.13 | Logs leave the host | 日志集中到远端
  2.14 | New privileges are off for every container | 所有容器默认禁止获取新权限
  2.15 | Containers survive a restart of the daemon | 守护进程重启时容器继续运行
  2.16 | The userland proxy is off | 关闭用户态代理
  2.17 | The daemon's seccomp profile is a fitting one | 守护进程 seccomp 配置适当
  2.18 | Experimental features are off | 关闭实验功能
  3.1 | docker.service belongs to root | docker.service 属主为 root
  3.2 | docker.service has the mode 644 at most | docker.service 权限不超过 644
  3.3 | docker.socket belongs to root | docker.socket 属主为 root
  3.4 | docker.socket has the mode 644 at most | docker.socket 权限不超过 644
  3.5 | /etc/docker belongs to root | /etc/docker 属主为 root
  3.6 | /etc/docker has the mode 755 at most | /etc/docker 权限不超过 755
  3.7 | Certificates of registries belong to root | 镜像仓库证书属主为 root
  3.8 | Certificates of registries have the mode 444 at most | 镜像仓库证书权限不超过 444
  3.9 | The CA certificate belongs to root | CA 证书属主为 root
  3.10 | The CA certificate has the mode 444 at most | CA 证书权限不超过 444
  3.11 | The daemon's certificate belongs to root | 服务端证书属主为 root
  3.12 | The daemon's certificate has the mode 444 at most | 服务端证书权限不超过 444
  3.13 | The daemon's key belongs to root | 服务端私钥属主为 root
  3.14 | The daemon's key has the mode 400 | 服务端私钥权限为 400
  3.15 | Docker's socket belongs to root and the group docker | Docker 套接字属于 root:docker
  3.16 | Docker's socket has the mode 660 at most | Docker 套接字权限不超过 660
  3.17 | daemon.json belongs to root | daemon.json 属主为 root
  3.18 | daemon.json has the mode 644 at most | daemon.json 权限不超过 644
  3.19 | /etc/default/docker belongs to root | /etc/default/docker 属主为 root
  3.20 | /etc/default/docker has the mode 644 at most | /etc/default/docker 权限不超过 644
  3.21 | /etc/sysconfig/docker has the mode 644 at most | /etc/sysconfig/docker 权限不超过 644
  3.22 | /etc/sysconfig/docker belongs to root | /etc/sysconfig/docker 属主为 root
  3.23 | containerd's socket belongs to root | containerd 套接字属主为 root
  3.24 | containerd's socket has the mode 660 at most | containerd 套接字权限不超过 660
  4.1 | Containers run as a user of their own | 容器以专用用户运行
  4.2 | Images stand on trusted bases | 使用可信基础镜像
  4.3 | Images hold no packages that they do not need | 镜像不含多余软件包
  4.4 | Images are scanned, and rebuilt with patches | 镜像经扫描并随补丁重建
  4.5 | Content trust is on | 启用内容信任
  4.6 | Images have a health check | 镜像包含健康检查
  4.7 | Package indexes are not updated in a step by itself | 不单独更新软件包索引
  4.8 | Images hold no setuid and setgid files beyond need | 镜像不含多余的 setuid/setgid 文件
  4.9 | Files come by COPY, not by ADD | 使用 COPY 而非 ADD
  4.10 | No secrets stand in Dockerfiles | Dockerfile 不含密钥
  4.11 | Packages are verified before they are installed | 仅安装经校验的软件包
  4.12 | Signatures of artifacts are verified | 校验制品签名
  5.1 | Swarm mode is off where it is not needed | 不需要时关闭 Swarm 模式
  5.2 | An AppArmor profile is in force | 启用 AppArmor 配置
  5.3 | SELinux options are in force | 启用 SELinux 选项
  5.4 | Capabilities beyond the default ones are not given | 不授予默认之外的能力
  5.5 | No container is privileged | 不使用特权容器
  5.6 | Sensitive folders of the host are not mounted | 不挂载主机敏感目录
  5.7 | No sshd runs in containers | 容器内不运行 sshd
  5.8 | No privileged port of the host is published | 不映射主机特权端口
  5.9 | Only needed ports are open | 仅开放必要端口
  5.10 | The host's network is not shared | 不共享主机网络
  5.11 | Memory is limited | 限制内存
  5.12 | CPU is limited | 限制 CPU
  5.13 | The root file system is read-only | 根文件系统只读
  5.14 | Ports are published on one interface | 端口绑定到指定网卡
  5.15 | Restarts on failure are limited to five | 失败重启限制为 5 次
  5.16 | The host's processes are not shared | 不共享主机进程命名空间
  5.17 | The host's IPC is not shared | 不共享主机 IPC 命名空间
  5.18 | Devices of the host are not handed over | 不直接暴露主机设备
  5.19 | Ulimits are overridden where it is needed | 必要时覆盖 ulimit
  5.20 | Mounts do not propagate to the host | 挂载传播不为 shared
  5.21 | The host's name (UTS) is not shared | 不共享主机 UTS 命名空间
  5.22 | The seccomp profile is in force | seccomp 配置未被关闭
  5.23* | Nobody runs docker exec with --privileged | 不使用 docker exec --privileged
  5.24* | Nobody runs docker exec as root | 不以 root 用户执行 docker exec
  5.25 | Containers are in the expected cgroup | 容器位于预期的 cgroup
  5.26 | Processes gain no new privileges | 禁止获取新权限
  5.27 | The health of containers is checked | 运行时检查容器健康
  5.28 | Images are run by a version that is current | 使用当前版本的镜像
  5.29 | The number of processes is limited | 限制进程数量
  5.30 | The default bridge is not used | 不使用默认网桥
  5.31 | The host's user namespace is not shared | 不共享主机用户命名空间
  5.32 | The socket of Docker is not mounted | 不挂载 Docker 套接字
  6.1 | Unused images do not pile up | 不堆积未使用的镜像
  6.2 | Stopped containers do not pile up | 不堆积已停止的容器
  7.1 | The swarm has no more managers than it needs | Swarm 管理节点数量适当
  7.2 | The swarm listens on one interface | Swarm 绑定到指定网卡
  7.3 | Overlay networks are encrypted | Overlay 网络已加密
  7.4 | Secrets are managed by the swarm | 由 Swarm 管理密钥
  7.5 | Managers are locked | 管理节点启用自动锁定
  7.6* | The unlock key is rotated | 定期轮换解锁密钥
  7.7 | Certificates of nodes expire soon enough | 节点证书定期轮换
  7.8* | The swarm's CA is rotated | 定期轮换 CA 证书
  7.9* | Management and data have networks of their own | 管理流量与数据流量分离
`;

/** Every recommendation, in the benchmark's order. */
export const cisRecommendations: readonly Recommendation[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [number = '', en = '', zh = ''] = line.split('|').map((cell) => cell.trim());
    const id = number.replace('*', '');
    return {
      id,
      chapter: id.split('.')[0]!,
      title: { en, zh },
      decider: number.endsWith('*') ? 'people' : 'facts',
    };
  });
