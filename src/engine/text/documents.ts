import { parse as parseTomlText, TomlError } from 'smol-toml';
import { UnreadableFileError } from '../model/file-reader.js';
import { jsonExcess, jsonLimits, type JsonLimits } from './json-bounds.js';
import { quoted } from './read-problems.js';
import { yamlDocument } from './yaml-document.js';

/** An object of a document that somebody else wrote: read its own entries only. */
export type DocumentObject = Readonly<Record<string, unknown>>;

/** Aliases of a YAML document may stand for this many nodes in all. */
const maxAliasCount = 1_000;

/**
 * The file as text, without a byte order mark.
 * @throws UnreadableFileError when it is not UTF-8
 */
export function textOf(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new UnreadableFileError('the file is not UTF-8');
  }
}

/** @throws UnreadableFileError when the file is no JSON, or more of it than is parsed */
export function parseJson(content: Uint8Array): unknown {
  return parseJsonText(textOf(content), 'the file');
}

/** @throws UnreadableFileError when what is named so is no JSON, or more of it than is parsed */
export function parseJsonText(text: string, what: string, limits: JsonLimits = jsonLimits): unknown {
  const excess = jsonExcess(text, limits);
  if (excess !== null) throw new UnreadableFileError(`${what} is not parsed: ${excess}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableFileError(`${what} is no JSON`);
  }
}

/**
 * One YAML document as plain values (YAML 1.2's core schema: no dates, no code; of the failsafe schema every scalar is
 * text); aliases are bounded.
 * @throws UnreadableFileError when the file is no YAML
 */
export function parseYaml(content: Uint8Array, schema: 'core' | 'failsafe' = 'core'): unknown {
  const text = textOf(content);
  try {
    return yamlDocument(text, schema).toJS({ maxAliasCount }) as unknown;
  } catch (error) {
    throw new UnreadableFileError(`the file is no YAML: ${reasonOf(error)}`);
  }
}

/** @throws UnreadableFileError when the file is no TOML */
export function parseToml(content: Uint8Array): DocumentObject {
  const text = textOf(content);
  try {
    return parseTomlText(text);
  } catch (error) {
    const line = error instanceof TomlError ? ` at line ${error.line}` : '';
    throw new UnreadableFileError(`the file is no TOML${line}`);
  }
}

/** @throws UnreadableFileError when the value, which `what` names, is no object */
export function objectOf(value: unknown, what = 'the document'): DocumentObject {
  if (isObject(value)) return value;
  throw new UnreadableFileError(`${what} is no object`);
}

export function isObject(value: unknown): value is DocumentObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list; one without elements when the value is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The object's own entries; none when the value is no object. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The object's own value under the name; undefined when there is none. */
export function valueOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The object's own text under the name, trimmed; null when there is none or it is empty. */
export function textAt(value: unknown, name: string): string | null {
  const text = valueOf(value, name);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

/** First line of the reason, short. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return quoted(line.slice(0, 120)).slice(1, -1);
}
