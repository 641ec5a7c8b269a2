import type { Text } from '../model/text.js';

/** A value that facts do not keep. */
export function withheld(what: string): Text {
  return {
    en: `The value of ${what} is not kept, as it may be a secret: give it by a file.`,
    zh: `${what} 的值可能是敏感信息，未保留：请通过文件提供。`,
  };
}

/** What of a workload its run line does not say. */
export function leftOut(en: string, zh: string): Text {
  return { en: `Not on the line: ${en}.`, zh: `未写入命令行：${zh}。` };
}
