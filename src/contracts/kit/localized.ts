import { z } from 'zod';
import { languages, type Language, type Text } from '../../engine/model/text.js';
import { definition, tagOf } from './graphql-types.js';
import { scalars } from './schema.js';

declare const localized: unique symbol;

/** A text that services hold in both languages and the API gives in one. */
export interface LocalizedText extends Text {
  readonly [localized]?: never;
}

/** What JSON makes of a value that is in both languages: the text in the reader's. */
export type IsLocalized<T> = typeof localized extends keyof T ? true : false;

/** A text: on the wire a string in the reader's language, in the server and in the table in both. */
export const Localized = z.codec(z.string(), z.custom<LocalizedText>(isText), {
  decode: (text) => ({ en: text, zh: text }),
  encode: ({ en }) => en,
});
scalars.add(Localized, { scalar: 'String', json: { type: 'string' } });

function isText(value: unknown): value is LocalizedText {
  if (typeof value !== 'object' || value === null) return false;
  return languages.every((language) => typeof (value as Record<string, unknown>)[language] === 'string');
}

/** Whether the schema, without its wrappers, is a text in both languages. */
export function isLocalized(schema: z.ZodType): boolean {
  return rootOf(schema) === Localized.def;
}

/** Gives a contract's value with its texts in one language. */
export type Localizer = (value: unknown, language: Language) => unknown;

const known = new WeakMap<object, Localizer | null>();

/** How values of the contract are put into one language; null: it holds no such text. */
export function localizerOf(schema: z.ZodType): Localizer | null {
  const core = rootOf(schema);
  const made = known.get(core);
  if (made !== undefined) return made;
  const localizer = ofDefinition(core);
  known.set(core, localizer);
  return localizer;
}

function ofDefinition(core: z.core.$ZodTypeDef): Localizer | null {
  if (core === Localized.def) return present((value, language) => (value as Text)[language]);
  const { element, shape, options, discriminator } = core as ReturnType<typeof definition>;
  if (element) return ofList(element);
  if (shape) return ofObject(shape);
  return options && discriminator !== undefined ? ofUnion(options, discriminator) : null;
}

function ofList(element: z.ZodType): Localizer | null {
  const item = localizerOf(element);
  return item && present((value, language) => (value as unknown[]).map((one) => item(one, language)));
}

function ofObject(shape: Record<string, z.ZodType>): Localizer | null {
  const fields = Object.entries(shape).flatMap(([name, field]) => {
    const localizer = localizerOf(field);
    return localizer ? [[name, localizer] as const] : [];
  });
  if (fields.length === 0) return null;
  return present((value, language) => {
    const copy = { ...(value as Record<string, unknown>) };
    for (const [name, localizer] of fields) if (name in copy) copy[name] = localizer(copy[name], language);
    return copy;
  });
}

function ofUnion(options: readonly z.ZodType[], discriminator: string): Localizer | null {
  const byTag = new Map(options.map((option) => [tagOf(option, discriminator), localizerOf(option)]));
  if ([...byTag.values()].every((localizer) => localizer === null)) return null;
  return present((value, language) => {
    const localizer = byTag.get(String((value as Record<string, unknown>)[discriminator]));
    return localizer ? localizer(value, language) : value;
  });
}

/** Absent values stay absent. */
function present(localizer: Localizer): Localizer {
  return (value, language) => (value === null || value === undefined ? value : localizer(value, language));
}

/** The definition beneath optional, nullable, default and readonly. */
function rootOf(schema: z.ZodType): z.core.$ZodTypeDef {
  let at = schema;
  for (let inner = definition(at).innerType; inner; inner = definition(at).innerType) at = inner;
  return at.def;
}
