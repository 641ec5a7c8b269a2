import { z } from 'zod';
import { isWithin } from './host-mounts.js';
import { cleanHostPath } from '../adapters/host-path.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { addFlag, append, type RelativeEdit } from '../remediation/workload-fix.js';
import { podOf } from './pod-of.js';
import {
  decided,
  type Fault,
  notApplicable,
  passed,
  unknown,
  workloadCheck,
  type WorkloadContext,
} from './workload-check.js';
import { withoutEnd } from '../text/ends.js';

/** What is written there is to outlive the container: it needs a volume, which only its owner can name. */
const keepsData = /^\/(?:data|srv|var\/lib)(?:\/|$)/;

export const workloadReadOnlyNeedsWritablePathsCheck = workloadCheck({
  id: 'workload-read-only-needs-writable-paths',
  title: {
    en: 'Read-only rootfs without the writable paths the image needs',
    zh: '只读根文件系统缺少必要的可写目录',
  },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'info',
  parameters: z.object({
    known_paths: z
      .record(z.string(), z.array(z.string()))
      .default({
        nginx: ['/var/cache/nginx', '/var/run', '/tmp'],
        postgres: ['/var/run/postgresql', '/tmp', '/var/lib/postgresql/data'],
        redis: ['/data'],
        httpd: ['/usr/local/apache2/logs'],
      })
      .describe('Last part of a repository → paths that its programs write.'),
  }),
  remediation: {
    en: 'Add a tmpfs for the listed path (a volume where it keeps data), or use the unprivileged variant of the image.',
    zh: '为列出的路径添加 tmpfs（保存数据的路径使用卷），或使用该镜像的非特权变体。',
  },
  references: { seed: ['§2.1', '§2.3', '§5.2'] },
  fixSafety: 'safe',
  evaluate(workload, { known_paths }, context) {
    const { rootfsReadOnly, mounts, image } = workload;
    if (rootfsReadOnly !== true)
      return notApplicable('Its root file system is not read-only.', '根文件系统并非只读。');
    const name = image?.repository?.split('/').at(-1) ?? null;
    const needed = name !== null && Object.hasOwn(known_paths, name) ? known_paths[name]! : null;
    if (needed === null)
      return notApplicable('Which paths its image writes is not known.', '不清楚该镜像需要写入的路径。');
    if (mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    const writable = mounts
      .filter(({ isReadOnly }) => !isReadOnly)
      .map(({ target }) => cleanHostPath(target));
    const faults: Fault[] = needed
      .filter((path) => !writable.some((target) => isWithin(cleanHostPath(path), target)))
      .map((path) => ({
        element: path,
        fact: 'rootfsReadOnly',
        value: 'true',
        message: {
          en: `Its root file system is read-only, but ${name} has to write to ${path}: it may not start.`,
          zh: `根文件系统只读，但 ${name} 需要写入 ${path}，可能无法启动。`,
        },
        ...(!keepsData.test(path) && {
          fix: {
            'run-command': [addFlag('--tmpfs', `${path}:size=64m`)],
            compose: [append('/tmpfs', `${path}:size=64m`)],
            kubernetes: withEmptyDir(workload, context, path),
          },
        }),
      }));
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      {
        name: 'all covered',
        input: 'run-command',
        text: 'docker run --read-only --tmpfs /var/cache/nginx --tmpfs /var/run --tmpfs /tmp nginx:1.27',
      },
      { name: 'not read-only', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    read_only: true',
          '    tmpfs: [/tmp, /var/cache/nginx, /var/run]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'one missing', input: 'run-command', text: 'docker run --read-only --tmpfs /tmp nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    read_only: true',
          '    tmpfs: [/tmp]',
          '',
        ].join('\n'),
      },
      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: front }',
          'spec:',
          '  containers:',
          '    - name: nginx',
          '      image: nginx:1.27',
          '      securityContext: { readOnlyRootFilesystem: true }',
          '',
        ].join('\n'),
      },
    ],
  },
});

/** Longest name of a volume. */
const longestName = 63;

/** `web` of `deployment/shop[web]`. */
function lastIndex(name: string): string {
  return name.endsWith(']') && name.includes('[') ? name.slice(name.lastIndexOf('[') + 1, -1) : name;
}

/** A folder of the pod's own, mounted at the path. */
function withEmptyDir(workload: WorkloadFacts, context: WorkloadContext, path: string): RelativeEdit[] {
  const taken = new Set(podOf(workload, context)?.volumes.map((volume) => volume.name));
  const parts = [lastIndex(workload.origin.name), ...path.split('/')];
  const longest = parts
    .map((part) => part.toLowerCase().replace(/[^a-z0-9-]+/g, '-'))
    .filter((part) => part !== '')
    .join('-')
    .slice(-longestName + 3);
  const stem = withoutEnd(longest.replace(/^-+/, ''), '-');
  let name = stem;
  for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}`;
  return [
    append('/volumes', { name, emptyDir: {} }, 'pod'),
    append('/volumeMounts', { name, mountPath: path }),
  ];
}
