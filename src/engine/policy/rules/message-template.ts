import type { Text } from '../../model/text.js';
import type { Rule } from './rule-schema.js';

/** A part of a message: text, or the expression between `${` and `}`, with where it begins. */
export type MessagePart =
  { readonly text: string } | { readonly expression: string; readonly offset: number };

/** Takes a message apart; null: a `${` is not closed. */
export function partsOf(message: string): MessagePart[] | null {
  const parts: MessagePart[] = [];
  let at = 0;
  for (;;) {
    const start = message.indexOf('${', at);
    if (start === -1) return [...parts, { text: message.slice(at) }];
    const end = closing(message, start + 2);
    if (end === -1) return null;
    parts.push({ text: message.slice(at, start) });
    parts.push({ expression: message.slice(start + 2, end), offset: start + 2 });
    at = end + 1;
  }
}

/** Where the brace closes, past those in quotes and those of maps. -1: nowhere. */
function closing(text: string, from: number): number {
  let quote = '';
  let open = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') open += 1;
    else if (character === '}' && open-- === 0) return at;
  }
  return -1;
}

/** A text of a rule in both languages: what is not written in Chinese is given in English. */
export function inBoth(text: Rule['title']): Text {
  return typeof text === 'string' ? { en: text, zh: text } : { en: text.en, zh: text.zh ?? text.en };
}
