import type { SubordinateRange } from '../model/machine-facts.js';
import type { Text } from '../model/text.js';
import { defineHardening, type HardeningChange, type HardeningProduct } from './generator.js';

/** Ids that the users of containers need; below the first are those of accounts. */
const wanted = 65_536;
const firstFree = 100_000;
/** The last but one that the kernel takes as an id. */
const lastId = 4_294_967_294;

export const subidGenerator = defineHardening({
  id: 'subid',
  title: { en: 'Lines for /etc/subuid and /etc/subgid', zh: '/etc/subuid 与 /etc/subgid 追加行' },
  subject: 'host',
  generate({ facts }, { remapUser }): readonly HardeningProduct[] | Text {
    const { subuid, subgid } = facts.machine;
    if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(remapUser))
      return { en: `"${remapUser}" is no name of a user.`, zh: `“${remapUser}”不是有效的用户名。` };
    const files = [
      { name: 'subuid', ranges: subuid },
      { name: 'subgid', ranges: subgid },
    ] as const;
    const start = freeStart([...(subuid ?? []), ...(subgid ?? [])].filter(({ user }) => user !== remapUser));
    if (start === null)
      return { en: 'No range of 65536 ids is free.', zh: '没有空闲的 65536 个 ID 的范围。' };
    const products = files.flatMap(({ name, ranges }) => {
      const isThere = ranges?.some(({ user, count }) => user === remapUser && count >= wanted) ?? false;
      return isThere ? [] : [product(name, remapUser, start, ranges === null)];
    });
    if (products.length > 0) return products;
    return { en: `${remapUser} has its ranges already.`, zh: `${remapUser} 已有所需范围。` };
  },
});

/** The first range above all that overlap it; null: none is left. */
function freeStart(ranges: readonly SubordinateRange[]): number | null {
  let start = firstFree;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const end = range.start + range.count;
    if (range.start < start + wanted && end > start) start = end;
  }
  return start + wanted - 1 <= lastId ? start : null;
}

function product(file: 'subuid' | 'subgid', user: string, start: number, isBlind: boolean): HardeningProduct {
  const line = `${user}:${start}:${wanted}`;
  return {
    fileName: file,
    text: `${line}\n`,
    use: {
      en: `Append it, and make the user if it is not there: useradd --system --no-create-home --shell /usr/sbin/nologin ${user}; cat ${file} >> /etc/${file}. With userns-remap "default" the daemon does both itself.`,
      zh: `先创建用户（若不存在）：useradd --system --no-create-home --shell /usr/sbin/nologin ${user}；再追加：cat ${file} >> /etc/${file}。userns-remap 设为 "default" 时守护进程会自行完成。`,
    },
    changes: [
      {
        check: 'host-subid-ranges',
        message: {
          en: `${user} gets the ids from ${start} to ${start + wanted - 1}, which nobody else has; the lines of others stay.`,
          zh: `${user} 获得 ${start} 至 ${start + wanted - 1} 的 ID，与他人不重叠；其他用户的行保持不变。`,
        },
      },
    ],
    risks: [
      {
        en: 'Once userns-remap is on, images and containers of before are not seen, and files of volumes belong to other users.',
        zh: '启用 userns-remap 后，此前的镜像与容器不可见，卷内文件属主也会改变。',
      },
    ],
    undo: {
      en: `Take the line ${line} out of /etc/${file}, and userns-remap out of daemon.json.`,
      zh: `从 /etc/${file} 删除 ${line}，并从 daemon.json 移除 userns-remap。`,
    },
    open: isBlind ? [notCompared(file)] : [],
  };
}

function notCompared(file: string): HardeningChange {
  const message = {
    en: `What stands in /etc/${file} is not known: compare the range with those there before appending.`,
    zh: `/etc/${file} 的现有内容未知：追加前请与其中的范围比对。`,
  };
  return { check: 'host-subid-ranges', message };
}
