import { UnreadableFileError } from '../model/file-reader.js';
import { type DocumentObject, parseYaml, textOf } from './documents.js';

/** The YAML library takes about 0.4 s and 70 MB for each megabyte. */
const mostForLibrary = 8 * 1024 * 1024;

/**
 * The mappings of a large YAML file as tools write it, fast: block mappings, one key a line, whose scalars are all text.
 * Lists, flow collections and block scalars are left empty. A file that has anything else goes to the YAML library,
 * which leaves nothing empty.
 * @returns each document of the file
 * @throws UnreadableFileError when the file is no YAML, or too large for the library
 */
export function parseBlockYaml(content: Uint8Array): readonly unknown[] {
  const reader = new BlockReader();
  let number = 1;
  for (const line of linesOf(textOf(content))) {
    if (!reader.read(line)) break;
    number += 1;
  }
  if (!reader.hasStopped) return reader.documents;
  if (content.length <= mostForLibrary) return [parseYaml(content, 'failsafe')];
  throw new UnreadableFileError(`line ${number} is not as tools write it, and the file is large`);
}

interface Frame {
  /** Columns before the key that the mapping belongs to. */
  readonly parentIndent: number;
  /** Columns before its own keys; null before the first. */
  indent: number | null;
  readonly mapping: Record<string, unknown>;
}

class BlockReader {
  readonly documents: DocumentObject[] = [];
  hasStopped = false;
  private stack: Frame[] = [];
  /** Lines that are indented further than this belong to what is left out. */
  private skipped = Infinity;

  constructor() {
    this.startDocument();
  }

  /** @returns false when the line is none that tools write; nothing may be read then */
  read(line: string): boolean {
    const text = line.trimStart();
    const indent = line.length - text.length;
    if (text === '' || indent > this.skipped) return true;
    this.skipped = Infinity;
    if (text.startsWith('#')) return true;
    if (line === '---') this.startDocument();
    else if (text === '-' || text.startsWith('- ')) this.skipped = indent;
    else this.hasStopped = line.includes('\t') || !this.readPair(text, indent);
    return !this.hasStopped;
  }

  private readPair(text: string, indent: number): boolean {
    const pair = splitPair(text);
    const frame = this.frameFor(indent);
    if (!pair || !frame) return false;
    const { key, value } = pair;
    if (value === '') {
      const mapping = emptyMapping();
      frame.mapping[key] = mapping;
      this.stack.push({ parentIndent: indent, indent: null, mapping });
      return true;
    }
    if (/^[|>][-+]?$/.test(value)) this.skipped = indent;
    const scalar = valueOf(value);
    if (scalar === null) return false;
    frame.mapping[key] = scalar;
    return true;
  }

  /** The mapping whose keys stand at this column; null when none does. */
  private frameFor(indent: number): Frame | null {
    let top = this.stack.at(-1);
    while (top && top.parentIndent >= indent) {
      this.stack.pop();
      top = this.stack.at(-1);
    }
    if (!top) return null;
    top.indent ??= indent;
    return top.indent === indent ? top : null;
  }

  private startDocument(): void {
    const mapping = emptyMapping();
    if (this.stack[0]?.indent === null) this.documents.pop();
    this.documents.push(mapping);
    this.stack = [{ parentIndent: -1, indent: null, mapping }];
  }
}

/** Key and value of `key: value`; null when the line is none, or the key is written in an unusual way. */
function splitPair(text: string): { readonly key: string; readonly value: string } | null {
  const quote = text.startsWith('"') || text.startsWith("'") ? text[0] : undefined;
  const end = quote ? text.indexOf(quote, 1) + 1 : plainKeyEnd(text);
  const rest = text.slice(end);
  if (end <= 0 || (rest !== ':' && !rest.startsWith(': '))) return null;
  const key = quote ? text.slice(1, end - 1) : text.slice(0, end);
  if (quote ? key.includes('\\') : !isPlain(key)) return null;
  return { key, value: rest.slice(2).trim() };
}

/** Where the first colon is that ends a key; -1 when there is none. */
function plainKeyEnd(text: string): number {
  const end = text.indexOf(': ');
  return end === -1 && text.endsWith(':') ? text.length - 1 : end;
}

/** Whether the text means itself where no quotes are. */
function isPlain(text: string): boolean {
  return /^[\w./(~^+=<$]/.test(text) && !/ #|: |[: ]$/.test(text);
}

/** What the text after the colon stands for; null when it goes on in the next line or is written in an unusual way. */
function valueOf(text: string): string | object | null {
  const [first, last] = [text[0], text.at(-1)];
  if (/^[|>][-+]?$/.test(text)) return '';
  if (first === '{') return last === '}' ? {} : null;
  if (first === '[') return last === ']' ? [] : null;
  if (first === '"') return textOfJson(text);
  if (first !== "'") return isPlain(text) ? text : null;
  const inner = text.slice(1, -1).replaceAll("''", '');
  return text.length > 1 && last === "'" && !inner.includes("'")
    ? text.slice(1, -1).replaceAll("''", "'")
    : null;
}

/** The text in quotes; null when it is not whole. */
function textOfJson(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function emptyMapping(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** The lines without the spaces at their ends. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield text.slice(start, end).trimEnd();
    start = end + 1;
  }
}
