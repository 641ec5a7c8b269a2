import sax from 'sax';
import { UnreadableFileError } from '../model/file-reader.js';
import { quoted, type ReadProblems } from './read-problems.js';

/** An element of an XML document; names are without their prefixes. */
export interface XmlElement {
  readonly name: string;
  /** URI; empty: none. */
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it, trimmed. */
  readonly text: string;
}

/** Most elements have none. */
const noAttributes: ReadonlyMap<string, string> = new Map();

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** The types of the library leave `strictEntities` out: no entities but XML's own. */
const options: sax.SAXOptions & { readonly strictEntities: true } = {
  xmlns: true,
  position: true,
  strictEntities: true,
};

const deepest = 64;
const mostElements = 2_000_000;

/**
 * The document's root. Document types are refused, so that there are no entities but XML's own five.
 * @throws UnreadableFileError when it is no such document, or is nested deeper than 64 levels
 */
export function parseXml(text: string): XmlElement {
  const builder = new TreeBuilder();
  const parser = sax.parser(true, options);
  const refuse = (what: string): never => {
    throw new UnreadableFileError(`the document is no XML that is read: ${what} at line ${parser.line + 1}`);
  };
  parser.onerror = (error) => refuse(error.message.split('\n', 1)[0]!.slice(0, 80));
  parser.ondoctype = () => refuse('it has a document type');
  parser.onopentag = (tag) => {
    const problem = builder.open(tag as sax.QualifiedTag);
    if (problem !== null) refuse(problem);
  };
  parser.onclosetag = () => builder.close();
  parser.ontext = (part) => builder.text(part);
  parser.oncdata = (part) => builder.text(part);
  parser.write(text).close();
  return builder.root ?? refuse('it has no element');
}

class TreeBuilder {
  root: XmlElement | null = null;
  private readonly opened: OpenElement[] = [];
  private count = 0;

  /** What is wrong; null: nothing. */
  open({ local, uri, attributes }: sax.QualifiedTag): string | null {
    if (this.root && this.opened.length === 0) return 'it has more than one root';
    if (this.opened.length >= deepest) return `it is nested deeper than ${deepest} levels`;
    this.count += 1;
    if (this.count > mostElements) return `it has more than ${mostElements} elements`;
    const element = {
      name: local,
      namespace: uri,
      attributes: attributesOf(attributes),
      children: [],
      text: '',
    } satisfies OpenElement;
    this.opened.at(-1)?.children.push(element);
    this.root ??= element;
    this.opened.push(element);
    return null;
  }

  text(part: string): void {
    const element = this.opened.at(-1);
    if (element) element.text += part;
  }

  close(): void {
    const element = this.opened.pop();
    if (element) element.text = element.text.trim();
  }
}

function attributesOf(attributes: sax.QualifiedTag['attributes']): ReadonlyMap<string, string> {
  const own = Object.values(attributes);
  return own.length === 0 ? noAttributes : new Map(own.map(({ local, value }) => [local, value]));
}

/** Encodings of one byte a character that documents are read in, as they name them. */
const encodings: ReadonlySet<string> = new Set(['iso-8859-1', 'us-ascii', 'windows-1252']);

/**
 * A document's text in the encoding that its first bytes or its declaration tell; without a byte order mark. Bytes that
 * are not in it read as U+FFFD, which is reported.
 * @throws UnreadableFileError when it declares an encoding that is not read
 */
export function xmlText(content: Uint8Array, problems: ReadProblems): string {
  const encoding = encodingOf(content);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    problems.add(`the document is not ${encoding.toUpperCase()}`);
    return new TextDecoder(encoding).decode(content);
  }
}

function encodingOf(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(content.subarray(0, 200)).toString('latin1');
  const declared = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase();
  if (declared === undefined || declared === 'utf-8') return 'utf-8';
  if (encodings.has(declared)) return declared;
  throw new UnreadableFileError(`the document is in an encoding that is not read: ${quoted(declared)}`);
}

/** The first child of the name. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** All children of the name. */
export function childrenOf(element: XmlElement | null, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first child of the name; null when there is none or it is empty. */
export function childText(element: XmlElement | null, name: string): string | null {
  const text = element && childOf(element, name)?.text;
  return text || null;
}
