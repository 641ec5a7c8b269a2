import { z } from 'zod';
import { notCollected, stateOf } from './container-state.js';
import { aContainer } from './example-container.js';
import { decided, notApplicable, unknown, workloadCheck } from './workload-check.js';
import { withoutEnd } from '../text/ends.js';

/** Where programs and their settings lie. */
const grave = ['/bin', '/sbin', '/usr', '/lib', '/lib64', '/etc'];

/** Of a folder and what is in it only the deepest paths are told: a folder changes with its files. */
export const containerDriftCheck = workloadCheck({
  id: 'container-drift',
  title: { en: "Files changed in the container's root filesystem", zh: '容器文件系统发生漂移' },
  area: 'container',
  inputs: ['container'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    ignore: z
      .array(z.string())
      .default(['/tmp', '/run', '/var/run', '/var/tmp', '/var/cache', '/var/log', '/root/.cache'])
      .describe('Folders in which files may change.'),
  }),
  remediation: {
    en: 'Build the change into the image, and make the root filesystem read-only.',
    zh: '把改动构建进镜像，并将根文件系统设为只读。',
  },
  references: {
    nist: ['4.4.4', '4.4.5'],
    falco: ['Drop and execute new binary in container'],
    seed: ['§8.2'],
  },
  evaluate({ rootfsReadOnly }, { ignore }, context) {
    if (rootfsReadOnly === true)
      return notApplicable('Its root filesystem is read-only.', '根文件系统为只读。');
    const state = stateOf(context);
    if (!state) return notCollected;
    if (state.changedFiles === null)
      return unknown('What changed in its files was not collected.', '未采集文件变更。');
    const changed = state.changedFiles.filter(
      ({ path, kind }) => kind !== 'deleted' && !ignore.some((folder) => isWithin(path, folder)),
    );
    const folders = foldersOf(state.changedFiles.map(({ path }) => path));
    return decided(
      changed
        .filter(({ path, kind }) => (kind === 'added' ? true : !folders.has(path)))
        .map(({ path, kind }) => ({
          element: path,
          fact: 'fs_diff',
          value: `${kind} ${path}`,
          message: {
            en: `${path} was ${kind} since the container was made.`,
            zh: `容器创建后${kind === 'added' ? '新增' : '修改'}了 ${path}。`,
          },
          ...(grave.some((folder) => isWithin(path, folder)) && { severity: 'high' as const }),
        })),
    );
  },
  examples: {
    good: [
      { name: 'nothing', input: 'container', text: aContainer({ Changes: [] }) },
      {
        name: 'its temporary files',
        input: 'container',
        text: aContainer({
          Changes: [
            { Path: '/tmp', Kind: 0 },
            { Path: '/tmp/x', Kind: 1 },
          ],
        }),
      },
    ],
    bad: [
      {
        name: 'a program',
        input: 'container',
        text: aContainer({ Changes: [{ Path: '/usr/bin/nc', Kind: 1 }] }),
      },
      { name: 'a file', input: 'container', text: aContainer({ Changes: [{ Path: '/srv/data', Kind: 0 }] }) },
    ],
  },
});

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${withoutEnd(folder, '/')}/`);
}

/** Every folder above the paths. */
function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
