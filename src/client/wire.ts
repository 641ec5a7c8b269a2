import type { IsLocalized } from '../contracts/kit/localized.js';

/** What JSON makes of a resource: its dates are ISO 8601 texts, and what is in both languages is in one. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? IsLocalized<T> extends true
        ? string
        : { [Key in keyof T]: Wire<T[Key]> }
      : T;
