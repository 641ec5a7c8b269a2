/** What stands for characters that PostgreSQL cannot hold. */
const replacement = '\ufffd';

/**
 * The value as JSON text that PostgreSQL takes: its text and jsonb hold neither NUL characters nor half surrogate
 * pairs, which hostile images and records bring along. Each such character becomes U+FFFD, in keys as well.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return mayNeedReplacing.test(text) ? replacedJson(value) : text;
}

/** JSON text writes NUL and half pairs as escapes, and next to nothing else. */
const mayNeedReplacing = /\\u(?:0000|d[89a-f])/;

function replacedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return storableText(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const keys = Object.keys(part);
    if (keys.every(isStorable)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, field]) => [storableText(key), field]));
  });
}

export function storableText(text: string): string {
  return isStorable(text) ? text : text.replaceAll('\0', replacement).replace(halfPairs, replacement);
}

/** Whether PostgreSQL can hold the text as it is. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !halfPair.test(text);
}

const halfPair = /\p{Surrogate}/u;
const halfPairs = /\p{Surrogate}/gu;
