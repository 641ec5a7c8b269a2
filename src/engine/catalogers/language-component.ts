import type { Component } from '../model/component.js';
import { plainText } from '../text/text-lines.js';
import { packageUrl } from './package-url.js';

/** A package of a language's registry, as a file states it; plain JSON. */
export type LanguagePackage = {
  /** As the ecosystem's advisories name it: `@scope/name`, `group:artifact`, `vendor/name`. */
  readonly name: string;
  readonly version: string;
  readonly licence?: string | null;
  /** Only needed to develop or to test. Absent: no. */
  readonly isDevelopment?: boolean;
};

/** What the packages of one ecosystem have in common. */
export interface LanguageFormat {
  /** OSV ecosystem: `PyPI`. */
  readonly ecosystem: string;
  /** Package URL type: `pypi`. */
  readonly purlType: string;
  /** How the name is written in a package URL; the name without a namespace where this is left out. */
  readonly purlName?: (name: string) => {
    readonly namespace: string | null;
    readonly name: string;
    readonly subpath?: string | null;
  };
  /** Qualifiers of the package URL; those that are null are left out. */
  readonly qualifiers?: Readonly<Record<string, string | null>>;
}

const longestText = 1_024;

/** Whether a name or version can be one: visible characters and no spaces, none of them beyond ASCII. */
export function isLanguageText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= longestText && /^[\x21-\x7e]+$/.test(text);
}

/** The namespace is what stands before the last `separator`: `@scope/name`, `group:artifact`, `vendor/name`. */
export function splitName(separator: string): NonNullable<LanguageFormat['purlName']> {
  return (name) => {
    const end = name.lastIndexOf(separator);
    if (end <= 0 || end === name.length - 1) return { namespace: null, name };
    return { namespace: name.slice(0, end), name: name.slice(end + separator.length) };
  };
}

/** The package as a component. */
export function languageComponent(
  { name, version, licence }: LanguagePackage,
  { ecosystem, purlType, purlName, qualifiers = {} }: LanguageFormat,
): Component {
  const own = purlName?.(name) ?? { namespace: null, name };
  return {
    ecosystem,
    name,
    version,
    architecture: null,
    purl: packageUrl({ type: purlType, ...own, version, qualifiers }),
    source: null,
    licence: licence ? plainText(licence) : null,
  };
}
