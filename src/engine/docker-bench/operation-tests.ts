import { automated, differs, manual, type BenchTest } from './bench-test.js';

const inSwarm = differs(
  'Outside of a swarm it passes, to ours it does not apply; in one it only informs.',
  '不在 Swarm 中时为通过，我们为不适用；在 Swarm 中仅作提示。',
);

/** Sections 6 and 7. */
export const operationTests: readonly BenchTest[] = [
  manual(
    '6.1',
    'image sprawl',
    ['host-sprawl'],
    differs(
      'It counts and says INFO; ours fails when less than half of the images are used.',
      '该测试仅计数并给出 INFO；使用中的镜像不足一半时我们判定失败。',
    ),
  ),
  manual(
    '6.2',
    'container sprawl',
    ['host-sprawl'],
    differs(
      'It counts and says INFO; ours fails when more than 25 containers do not run.',
      '该测试仅计数并给出 INFO；已停止的容器超过 25 个时我们判定失败。',
    ),
  ),
  automated(
    '7.1',
    'manager nodes',
    ['swarm-manager-count'],
    differs(
      'It counts leaders, of which there always is one; ours counts managers.',
      '该测试统计 Leader，而其数量始终为 1；我们统计管理节点。',
    ),
  ),
  automated(
    '7.2',
    'swarm services are bound',
    ['swarm-listen-address'],
    differs(
      'Outside of a swarm it passes, to ours it does not apply.',
      '不在 Swarm 中时为通过，我们为不适用。',
    ),
  ),
  automated(
    '7.3',
    'overlay networks',
    ['net-overlay-encryption'],
    differs(
      'Any option encrypted passes, false too, and the ingress network counts; ours reads its value.',
      '只要出现 encrypted 选项即通过，取值为 false 亦然，且包括 ingress 网络；我们读取其取值。',
    ),
  ),
  manual(
    '7.4',
    'secret management',
    ['swarm-secrets-used'],
    differs(
      'One secret of the swarm passes; ours looks at what services use.',
      '存在一个 Swarm 密钥即通过；我们检查服务实际使用的内容。',
    ),
  ),
  automated(
    '7.5',
    'auto-lock',
    ['swarm-autolock'],
    differs(
      'It asks for the unlock key; ours reads the setting, and does not apply outside of a swarm, where it passes.',
      '该测试查询解锁密钥；我们读取设置，不在 Swarm 中时为不适用（该测试为通过）。',
    ),
  ),
  manual('7.6', 'auto-lock key', ['swarm-unlock-key-rotation'], inSwarm),
  manual(
    '7.7',
    'node certificates',
    ['swarm-node-certificate-expiry'],
    differs(
      'Two days pass, anything else is INFO; ours has a longest time.',
      '仅两天有效期算通过，其余为 INFO；我们规定最长有效期。',
    ),
  ),
  manual('7.8', 'ca certificates', ['swarm-ca-rotation'], inSwarm),
  manual('7.9', 'management plane', ['swarm-data-plane-separation'], inSwarm),
];
