import type { Text } from '../model/text.js';

/** Why a fix was not made. */
export const refusalReasons = ['secret', 'no-place', 'unreadable', 'ineffective', 'breaks', 'limit'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

const texts: Readonly<Record<RefusalReason, Text>> = {
  secret: {
    en: 'What is to be written there holds a secret that is not kept: change it by hand.',
    zh: '待写入的内容含有未保留的敏感信息，请手动修改。',
  },
  'no-place': {
    en: 'The place to change was not found as it was read: it is written in a form that is not edited.',
    zh: '未能按读取时的形式找到要修改的位置：其写法不支持自动编辑。',
  },
  unreadable: {
    en: 'The text could not be read any more, or not all of it.',
    zh: '修改后的文本将无法（完整）读取。',
  },
  ineffective: {
    en: 'The check would still fail: another change of the same place is in its way.',
    zh: '修改后检查仍不通过：与同一位置的其他修改冲突。',
  },
  breaks: {
    en: 'Another check, which does not fail now, would fail.',
    zh: '修改会使目前未失败的其他检查项失败。',
  },
  limit: {
    en: 'There are more changes than are made at once: make these, then ask again.',
    zh: '修改数量超过单次上限：请先应用已有修改，再重新运行。',
  },
};

/** The reason, for people. */
export function refusalText(reason: RefusalReason): Text {
  return texts[reason];
}
