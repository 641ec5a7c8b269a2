import { languages, type Language, type Text } from './text.js';

/** A text whose two forms are built alike. */
export function inEach(build: (language: Language) => string): Text {
  const [en, zh] = languages;
  return { en: build(en), zh: build(zh) };
}

/** Texts after each other, with what stands between them in each language: semicolons unless stated otherwise. */
export function joinTexts(texts: readonly Text[], between: Text = { en: '; ', zh: '；' }): Text {
  return inEach((language) => texts.map((text) => text[language]).join(between[language]));
}

/** Names the first few of a list, and how many more there are. */
export function listed(names: readonly string[], shown = 3): Text {
  const first = names.slice(0, shown);
  const rest = names.length - first.length;
  return {
    en: first.join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
    zh: first.join('、') + (rest > 0 ? ` 等共 ${names.length} 项` : ''),
  };
}

/** The first few sentences after each other, and how many more there are; null: there are none. */
export function firstTexts(texts: readonly Text[], shown = 3): Text | null {
  if (texts.length === 0) return null;
  const first = texts.slice(0, shown);
  const rest = texts.length - first.length;
  return {
    en: first.map(({ en }) => en).join(' ') + (rest > 0 ? ` And ${rest} more.` : ''),
    zh: first.map(({ zh }) => zh).join('') + (rest > 0 ? `另有 ${rest} 处。` : ''),
  };
}
