import type { Component } from '../model/component.js';
import { baseEcosystem } from './ecosystems.js';

/** Distributions that build some packages several times, for the streams of modules (`nodejs:18`). */
const modular: ReadonlySet<string> = new Set(['AlmaLinux', 'Red Hat', 'Rocky Linux']);
/** In the release of what was built for a module: `-1.module_el8.9.0+3706+885c732e`, `-1.module+el8.9.0+1234+abcdef`. */
const moduleBuild = '.module';

/** Characters of a title that are looked at. */
const longestTitle = 1_000;

/** Stream of a module whose label is not known. */
export const unknownStream = '';

/**
 * The stream of a module that a package was built for, by the `rpmmod` of its package URL: `nodejs:18`; `unknownStream`
 * where its release alone says that it is of one. Null: it is of none.
 */
export function moduleOfComponent({
  ecosystem,
  version,
  purl,
}: Pick<Component, 'ecosystem' | 'version' | 'purl'>): string | null {
  if (!modular.has(baseEcosystem(ecosystem))) return null;
  const [, label = ''] = /[?&]rpmmod=([^&#]*)/.exec(purl) ?? [];
  const [, name, stream] = /^([^:]+):([^:]+)/.exec(decoded(label)) ?? [];
  if (name !== undefined && stream !== undefined) return `${name}:${stream}`;
  return version.includes(moduleBuild) ? unknownStream : null;
}

/**
 * The streams whose builds a record's fixed version is one of. Its title names them (`Important: nodejs:18 security
 * update`, `idm:DL1 and idm:client`, `httpd:2.4/mod_http2`), as no other part of the records of AlmaLinux, Red Hat and
 * Rocky Linux does. Empty: of a module, but the title does not say which. Null: of none.
 */
export function modulesOfRange(ecosystem: string, fixed: string | null, title: string): string[] | null {
  if (!modular.has(baseEcosystem(ecosystem)) || fixed?.includes(moduleBuild) !== true) return null;
  const names = title
    .slice(0, longestTitle)
    .matchAll(/(?<![\w.:+-])([A-Za-z0-9][\w.+-]*:[A-Za-z0-9][\w.+-]*)(?![\w:])/g);
  return [...new Set([...names].map(([, name = '']) => name))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
