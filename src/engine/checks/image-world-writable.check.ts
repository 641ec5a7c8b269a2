import { z } from 'zod';
import type { FileFact, ImageFacts } from '../model/facts.js';
import type { WritableCode } from '../model/file-hygiene.js';
import { grouped } from '../model/grouped.js';
import { listed } from '../model/text-parts.js';
import { defineCheck, type Violation } from './check.js';
import { because, hygieneOf } from './doubt.js';
import { anImageSubject, exampleLayer } from './example-facts.js';
import { imageUserOf } from './image-user.js';
import { outcomeOf } from './outcome.js';

const unclear = {
  en: 'Whether there are other files that must not be written to is not known',
  zh: '无法确定是否还有其他不应可写的文件',
};
const whoUnclear = {
  en: "Whether the image's user may write to code is not known",
  zh: '无法确定镜像用户是否可写入程序文件',
};

function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`));
}

/** The first two names of a path: violations are told by folder, as whole trees are made writable at once. */
function folderOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

function openToAll(files: readonly FileFact[]): Violation[] {
  const byFolder = grouped(files, ({ path }) => folderOf(path));
  return [...byFolder].map(([folder, found]) => {
    const names = listed(found.map(({ path }) => path));
    return {
      element: `world-writable ${folder}`,
      message: {
        en: `Anyone may write to ${found.length === 1 ? '' : `${found.length} files and folders: `}${names.en}.`,
        zh: `任何用户均可写入${found.length === 1 ? '' : ` ${found.length} 个文件和目录：`}${found.length === 1 ? ' ' : ''}${names.zh}。`,
      },
      severity: 'medium' as const,
      location: { path: found[0]!.path, layer: found[0]!.layer, line: null },
      evidence: found.slice(0, 20).map(({ path, mode }) => ({
        fact: 'rootfs.files.worldWritable',
        value: `${path} ${mode.toString(8)}`,
      })),
    };
  });
}

function openToUser({ folder, count, example, layer, uid, gid }: WritableCode): Violation {
  return {
    element: `writable ${folder}`,
    message: {
      en: `The image's user may change ${count === 1 ? 'a program or library' : `${count} programs or libraries`} in ${folder}, such as ${example}.`,
      zh: `镜像用户可以修改 ${folder} 下的 ${count} 个程序或库文件，例如 ${example}。`,
    },
    location: { path: example, layer, line: null },
    evidence: [
      { fact: 'rootfs.hygiene.writableCode', value: `${folder} ${uid ?? ''}:${gid ?? ''} (${count})` },
    ],
  };
}

/** What the image's user may write to, and whether that could be told: of code that may be written to at all. */
function codeOf(
  facts: ImageFacts,
  code: readonly WritableCode[],
): { found: WritableCode[]; isClear: boolean } {
  const { uid, gid } = imageUserOf(facts);
  if (uid === 0 || code.length === 0) return { found: [], isClear: true };
  const found = code.filter(
    (one) => (one.uid !== null && one.uid === uid) || (one.gid !== null && one.gid === gid),
  );
  const isClear = code.every(
    (one) => (one.uid === null || uid !== null) && (one.gid === null || gid !== null),
  );
  return { found, isClear };
}

const example = (path: string): FileFact => ({
  path,
  mode: 0o666,
  uid: 0,
  gid: 0,
  sizeBytes: 10,
  layer: exampleLayer,
});

/**
 * Files and folders that anyone may write to, and code that the image's own user may change. Root may write to
 * everything: that the image runs as root is the business of image-user-root. Further groups of the user are not known.
 */
export const imageWorldWritableCheck = defineCheck({
  id: 'image-world-writable',
  title: {
    en: 'World-writable files or application files owned by the run user',
    zh: '存在全局可写或运行用户可写的程序文件',
  },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    ignore: z
      .array(z.string().min(1).max(4096))
      .max(1000)
      .default(['/tmp', '/var/tmp', '/dev/shm', '/run/lock'])
      .describe('Folders that are there to be written to, with all that is in them.'),
  }),
  remediation: {
    en: 'Leave code to root and read-only to the user that runs it: no --chown on COPY of code, COPY --chmod=0555 instead, and no chmod -R 777.',
    zh: '程序文件应归 root 所有，并对运行用户只读：复制代码时不使用 --chown，改用 COPY --chmod=0555，且不执行 chmod -R 777。',
  },
  references: { nist: ['4.1.2', '4.4.4'], seed: ['§3.3'] },
  evaluate({ facts }, { ignore }) {
    const { hygiene, doubt } = hygieneOf(facts, unclear);
    const open = facts.rootfs.files.worldWritable.filter(({ path }) => !isWithin(path, ignore));
    const code = (hygiene?.writableCode ?? []).filter(({ folder }) => !isWithin(folder, ignore));
    const { found, isClear } = codeOf(facts, code);
    const violations = [...openToAll(open), ...found.map(openToUser)];
    const user = facts.config.user;
    const why = {
      en: `its user "${user}" is not known`,
      zh: `其用户“${user}”无法解析`,
    };
    return outcomeOf(violations, doubt ?? (isClear ? null : because(whoUnclear, why)));
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      {
        name: 'a folder for temporary files',
        subject: anImageSubject({ rootfs: { files: { worldWritable: [example('/tmp/socket')] } } }),
      },
    ],
    bad: [
      {
        name: 'a file that anyone may write to',
        subject: anImageSubject({ rootfs: { files: { worldWritable: [example('/app/config.json')] } } }),
      },
      {
        name: 'code of the user that runs it',
        subject: anImageSubject({
          rootfs: {
            hygiene: {
              writableCode: [
                {
                  folder: '/app',
                  uid: 65532,
                  gid: null,
                  count: 3,
                  example: '/app/main.js',
                  layer: exampleLayer,
                },
              ],
            },
          },
        }),
      },
    ],
  },
});
