import { automated, differs, manual, notDecided, type BenchTest } from './bench-test.js';

/** Section 4. */
export const imageTests: readonly BenchTest[] = [
  automated(
    '4.1',
    'user for the container',
    { decides: ['workload-user-root'], related: ['image-user-root'] },
    differs(
      'It knows root as root, 0 or nothing, by the text: 0:0 and root:root pass. Ours compares the user id, and looks up names in the image; of containers that do not run too.',
      '该测试只按文本识别 root、0 或空：0:0 与 root:root 也算通过。我们比较用户 ID 并在镜像中解析用户名，未运行的容器同样检查。',
    ),
  ),
  manual('4.2', 'trusted base', ['image-base-trusted', 'workload-image-registry'], notDecided),
  manual('4.3', 'unnecessary packages', ['image-unneeded-tools', 'image-minimal'], notDecided),
  manual('4.4', 'scanned and rebuilt', ['image-vulnerabilities', 'image-scan-fresh'], notDecided),
  automated(
    '4.5',
    'content trust',
    { decides: ['host-content-trust'], related: ['image-signature'] },
    differs(
      'It looks at its own environment, not at that of whoever pulls; clients of today know the variable no more. Ours says so, and looks at the signatures of images.',
      '该测试只看自身的环境变量，而非拉取镜像者的；新版客户端已不支持该变量。我们会说明这一点，并检查镜像签名。',
    ),
  ),
  automated(
    '4.6',
    'healthcheck',
    ['image-healthcheck'],
    differs(
      'HEALTHCHECK NONE passes, and images that no container runs are looked at too; ours fails NONE, and looks at each image that is scanned.',
      'HEALTHCHECK NONE 也算通过，且检查本机全部镜像；我们对 NONE 判定失败，并检查每个被扫描的镜像。',
    ),
  ),
  manual(
    '4.7',
    'update instructions',
    { decides: [], related: ['df-update-alone', 'image-history-hygiene'] },
    differs(
      'It looks for the word update anywhere in the history, as it is cut for display, and says INFO; ours reads the commands of each step.',
      '该测试在截断显示的构建历史中查找 update 一词并给出 INFO；我们解析每一步的命令。',
    ),
  ),
  manual('4.8', 'setuid', ['image-setuid'], notDecided),
  manual(
    '4.9',
    'copy is used instead of add',
    { decides: [], related: ['df-add-instead-of-copy', 'image-history-hygiene'] },
    differs(
      'It looks for the letters ADD anywhere in the history but for its first step, and says INFO; ours looks at the instruction.',
      '该测试在首步之外的构建历史中查找 ADD 字样并给出 INFO；我们检查指令本身。',
    ),
  ),
  manual(
    '4.10',
    'secrets',
    {
      decides: ['df-secret-env-arg', 'df-secret-in-run', 'secret-image-file'],
      related: ['secret-env-literal'],
    },
    notDecided,
  ),
  manual('4.11', 'verified packages', ['df-packages-unverified', 'df-download-unverified'], notDecided),
  manual('4.12', 'signed artifacts', ['image-signature', 'df-download-unverified'], notDecided),
];
