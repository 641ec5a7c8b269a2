import type { Edit } from './edit.js';

/** What stands in facts for a value that is not kept. */
const mark = /…\((?:redacted, )?\d{1,10} characters\)|\*{3}/g;

/** Whether an edit holds what stands for a secret: the secret would be lost, or not found. */
export function holdsWithheld(edit: Edit): boolean {
  return marksIn(JSON.stringify(edit)) > 0;
}

/** How many withheld values stand in a text. */
export function marksIn(text: string): number {
  return text.match(mark)?.length ?? 0;
}
