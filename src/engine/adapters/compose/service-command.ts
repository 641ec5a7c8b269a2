import type { LocatedView } from '../located-view.js';
import { redactedArguments } from '../run-command/argv-secrets.js';
import { interpolate } from './interpolation.js';
import type { StatedService } from './stated-service.js';

/** A text as it may be shown: with variables as they are written, so that no value of the environment is kept. */
export function shownText(stated: StatedService, view: LocatedView): string | null {
  const written = stated.written(view);
  return written === null ? view.text : interpolate(written, {}).text;
}

/** The words of `command` or `entrypoint`, secrets withheld; null: it is not stated. */
export function commandOf(stated: StatedService, key: 'command' | 'entrypoint'): string[] | null {
  const view = stated.at(key);
  if (!view.isThere) return null;
  stated.note(key, view);
  if (view.isMap) return null;
  const items = view.isList ? view.items : [];
  const words = view.isList
    ? items.flatMap((item) => shownText(stated, item) ?? [])
    : commandWords(shownText(stated, view) ?? '');
  return redactedArguments(words);
}

/** The words of a command in one text, quotes taken away. */
export function commandWords(text: string): string[] {
  return [...text.matchAll(/(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\s"'\\]|["'])+/g)].map(([word]) =>
    word.replace(
      /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g,
      (_, double?: string, single?: string, one?: string) =>
        double === undefined ? (single ?? one ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
    ),
  );
}
