import { automated, differs, manual, type BenchTest } from './bench-test.js';

const watched = differs(
  'It looks for the path anywhere in the list of rules: a longer path that begins so, or a rule for reads only, counts for it. Ours takes a rule of the path or of a folder above it, for writes and changes of attributes, and asks that it is loaded and stored.',
  '该测试只在规则列表中查找路径文本：以其开头的更长路径或只读规则也算通过。我们要求规则覆盖该路径或其上级目录、监视写入与属性变更，且已加载并写入文件。',
);
const unit = differs(
  'It looks for a unit of systemd, and says INFO where there is none; ours looks at the socket that is there.',
  '该测试只查找 systemd 单元，没有时为 INFO；我们检查实际存在的套接字。',
);
const absent = differs(
  `It warns where the path does not exist; to ours nothing is to be audited then. ${watched.en}`,
  `路径不存在时该测试也会告警；我们视为不适用。${watched.zh}`,
);
const audit = (id: string, topic: string, difference = watched) =>
  automated(id, topic, ['host-audit-rules'], difference);

/** Section 1. */
export const hostTests: readonly BenchTest[] = [
  automated('1.1.1', 'partition', ['host-docker-partition']),
  automated(
    '1.1.2',
    'trusted users',
    ['host-docker-group'],
    differs(
      'Unless it is told whom to trust (-u) it lists the members as INFO; to ours nobody is trusted who is not named in the policy.',
      '未用 -u 指定可信用户时仅以 INFO 列出成员；我们视策略未列出的成员为不可信。',
    ),
  ),
  audit('1.1.3', 'audit', absent),
  audit('1.1.4', '/run/containerd', absent),
  audit('1.1.5', '/var/lib/docker'),
  audit('1.1.6', '/etc/docker'),
  audit('1.1.7', 'docker.service'),
  audit('1.1.8', 'containerd.sock', unit),
  audit('1.1.9', 'docker.sock', unit),
  audit('1.1.10', '/etc/default/docker'),
  audit('1.1.11', 'daemon.json'),
  audit('1.1.12', '/etc/containerd/config.toml'),
  audit('1.1.13', '/etc/sysconfig/docker'),
  audit('1.1.14', '/usr/bin/containerd'),
  audit('1.1.15', 'containerd-shim'),
  audit('1.1.16', 'containerd-shim-runc-v1'),
  audit('1.1.17', 'containerd-shim-runc-v2'),
  audit('1.1.18', 'runc'),
  manual(
    '1.2.1',
    'hardened',
    ['host-hardened'],
    differs(
      'It never decides; ours fails a system that is past its end of life or has neither AppArmor nor SELinux, and is undecided until somebody vouches for the rest.',
      '该测试从不判定；系统停止支持或 AppArmor 与 SELinux 均未启用时我们判定失败，其余须有人担保。',
    ),
  ),
  manual(
    '1.2.2',
    'version of docker',
    ['host-docker-version'],
    differs(
      "It compares the version with a date of last month as YY.MM, which Docker's versions are no longer: it passes or informs, and never warns. Ours goes by the releases themselves.",
      '该测试把版本与上月日期（YY.MM）比较，而 Docker 版本早已不按日期编号：只会通过或提示，从不告警。我们依据实际发布版本。',
    ),
  ),
];
