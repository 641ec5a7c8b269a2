import type { Text } from '../model/text.js';
import type { HardenedText } from './harden-text.js';
import type { HardeningProduct } from './generator.js';

const undo: Text = {
  en: 'Start it again as it was started before: nothing else of the host is changed.',
  zh: '按原来的方式重新启动即可：未改动主机的其他内容。',
};

/** A hardened workload as a text, with all that was changed to come there. */
export function ofText(
  { changes, risks, open }: HardenedText,
  fileName: string,
  text: string,
  use: Text,
): HardeningProduct {
  return { fileName, text, use, changes, risks, undo, open };
}
