import type { Text } from '../model/text.js';
import type { ComposeFacts } from '../model/workload-document.js';

/** What is not known of a project because files that it includes were not read; null: all was read. */
export function unreadIncludes({ unread }: ComposeFacts): Text | null {
  const [first] = unread;
  if (!first) return null;
  const rest = unread.length - 1;
  return {
    en: `What it includes was not read: ${first.reference}${rest > 0 ? ` and ${rest} more` : ''}.`,
    zh: `未读取其包含的文件：${first.reference}${rest > 0 ? `，另有 ${rest} 个` : ''}。`,
  };
}
