import type { Text } from '../../engine/model/text.js';
import { FolderLimitError, systemError } from './folder-walk.js';

const reasons: Readonly<Record<string, Text>> = {
  ENOENT: { en: 'There is no such file or folder.', zh: '没有这个文件或文件夹。' },
  EACCES: { en: 'This user may not open it.', zh: '当前用户无权打开。' },
  EPERM: { en: 'This user may not open it.', zh: '当前用户无权打开。' },
  ENOTDIR: { en: 'A part of the path is a file, not a folder.', zh: '路径中的某一部分是文件而非文件夹。' },
  ELOOP: { en: 'Links lead in a circle.', zh: '符号链接形成循环。' },
  ENAMETOOLONG: {
    en: 'There is no such file, and it is no docker run line either.',
    zh: '没有这个文件，也不是 docker run 命令。',
  },
};

/** What the system's error means, for people. */
export function reasonOf({ code = '', message }: NodeJS.ErrnoException): Text {
  return reasons[code] ?? { en: `It cannot be read: ${message}.`, zh: `无法读取：${message}。` };
}

/** Why a folder was not gone through to its end. */
export function folderReason(error: unknown): Text {
  if (!(error instanceof FolderLimitError)) return reasonOf(systemError(error));
  return { en: `Not all of it was looked at: ${error.message}.`, zh: `未能全部检查：${error.message}。` };
}
