import { isMap, isScalar, isSeq, type Node, type Scalar, stringify, visit } from 'yaml';
import { type Collection, indentOf, isCollection, isFlow, type YamlSource } from './yaml-source.js';

/** How a document is written: what is added to it is to look the same. */
export interface YamlStyle {
  readonly lineBreak: '\n' | '\r\n';
  /** Columns that a map stands further right than the map around it. */
  readonly step: number;
  /** The same of a list. */
  readonly listStep: number;
  /** The document is JSON: keys and texts stand in double quotes. */
  readonly isJson: boolean;
}

export function styleOf({ text, document }: YamlSource): YamlStyle {
  let step: number | null = null;
  let listStep: number | null = null;
  visit(document, {
    Pair(_, { value }, path) {
      const around = path.at(-1);
      if (!isMap(around) || around.flow || !isCollection(value) || value.flow) return undefined;
      const columns = indentOf(value) - indentOf(around as Collection);
      if (isSeq(value)) listStep ??= columns;
      else step ??= columns;
      return step !== null && listStep !== null ? visit.BREAK : undefined;
    },
  });
  const root = document.contents;
  return {
    lineBreak: /\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n',
    step: step ?? listStep ?? 2,
    listStep: listStep ?? step ?? 2,
    isJson: isCollection(root) && isFlow(root) && isJsonLike(root),
  };
}

function isJsonLike(root: Collection): boolean {
  if (!isMap<Node>(root) || root.items.length === 0) return true;
  return isScalar(root.items[0]!.key) && (root.items[0]!.key as Scalar).type === 'QUOTE_DOUBLE';
}

const common = {
  lineWidth: 0,
  blockQuote: false,
  singleQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  compat: 'yaml-1.1',
  aliasDuplicateObjects: false,
} as const;
const quotes = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' } as const;

/** A value on one line. */
export function inlineText(value: unknown, style: YamlStyle, isPadded = true): string {
  if (style.isJson && !isPlainCollection(value)) return JSON.stringify(value);
  const written = stringify(plainObjects(value), {
    ...common,
    collectionStyle: 'flow',
    flowCollectionPadding: isPadded,
    ...(style.isJson && quotes),
  }).trimEnd();
  return written.includes('\n') ? JSON.stringify(value) : written;
}

/** A text in the quotes that stood there before. */
export function scalarText(value: unknown, former: Node | null, style: YamlStyle): string {
  if (typeof value === 'string' && isScalar(former)) {
    const type = (former as Scalar).type;
    if (type === 'QUOTE_DOUBLE') return JSON.stringify(value);
    if (type === 'QUOTE_SINGLE' && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  }
  return inlineText(value, style);
}

/** Whether a value is written behind its key even where others stand on lines of their own. */
export function isInline(value: unknown): boolean {
  return !isPlainCollection(value) || Object.keys(value).length === 0;
}

/** A map or list in lines, its members at the column 0. */
export function blockLines(value: unknown, style: YamlStyle): string[] {
  return stringify(plainObjects(value), {
    ...common,
    indent: Math.max(1, style.step),
    indentSeq: style.listStep > 0,
  })
    .trimEnd()
    .split('\n');
}

export function keyWritten(key: string, style: YamlStyle): string {
  return style.isJson ? JSON.stringify(key) : inlineText(key, style);
}

function isPlainCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The library writes objects without a prototype only when they have one. */
function plainObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainObjects);
  if (!isPlainCollection(value)) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, plainObjects(member)]));
}
