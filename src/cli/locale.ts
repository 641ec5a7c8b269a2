import type { Language } from '../engine/model/text.js';

/** The language of the user's locale, as POSIX looks it up: the first of these variables that is set decides. */
export function localeLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  return /^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en';
}
