import { isMap } from 'yaml';
import { EditRefusal } from './plain-edit.js';
import {
  type Collection,
  contentEnd,
  type Holder,
  indentOf,
  isBlockScalar,
  isCollection,
  isEmptyNode,
  isFlow,
  lineEnd,
  lineStart,
  memberEnd,
  memberStart,
  nextLine,
  type Splice,
  valueOf,
  valueSlot,
  type YamlSource,
} from './yaml-source.js';
import { blockLines, inlineText, isInline, keyWritten, scalarText, type YamlStyle } from './yaml-style.js';

/** What is to be written: on one line, and in lines where there is room for them. */
export interface Written {
  readonly inline: string;
  /** Null: it stands behind its key or dash. */
  readonly lines: readonly string[] | null;
  readonly isList: boolean;
}

export function written(value: unknown, style: YamlStyle, isPadded = true): Written {
  const lines = isInline(value) ? null : blockLines(value, style);
  return { inline: inlineText(value, style, isPadded), lines, isList: Array.isArray(value) };
}

/** Members of a map as lines at its column, or as they stand in braces. */
export function membersText(
  map: Collection,
  members: readonly (readonly [string, Written])[],
  style: YamlStyle,
): string {
  if (isFlow(map))
    return members.map(([key, { inline }]) => `${keyWritten(key, style)}: ${inline}`).join(', ');
  const indent = ' '.repeat(indentOf(map));
  const lines = members.flatMap(([key, { inline, lines: block, isList }]) => {
    const name = keyWritten(key, style);
    if (!block) return [`${name}: ${inline}`];
    const deeper = ' '.repeat(isList ? style.listStep : style.step);
    return [`${name}:`, ...block.map((line) => deeper + line)];
  });
  return lines.join(style.lineBreak + indent);
}

/** The element of a list as lines at its column, or as it stands in brackets. */
export function itemText(list: Collection, { inline, lines }: Written, style: YamlStyle): string {
  if (isFlow(list)) return inline;
  const indent = ' '.repeat(indentOf(list) + 2);
  return `- ${lines ? lines.join(style.lineBreak + indent) : inline}`;
}

/** Adds a member behind the last one of a collection. */
export function inserted(
  source: YamlSource,
  collection: Collection,
  text: string,
  style: YamlStyle,
): Splice[] {
  const { items } = collection;
  if (isFlow(collection)) return insertedFlow(source, collection, text, style);
  if (items.length === 0) throw new EditRefusal('There is no place to add to.');
  const end = memberEnd(source, { collection, index: items.length - 1 });
  const at = lineEnd(source.text, end);
  return [{ start: at, end: at, text: style.lineBreak + ' '.repeat(indentOf(collection)) + text }];
}

function insertedFlow(source: YamlSource, collection: Collection, text: string, style: YamlStyle): Splice[] {
  const last = collection.items.length - 1;
  const [start, end] = collection.range!;
  if (last < 0) {
    const inner = source.text.slice(start + 1, end - 1);
    if (inner.trim() !== '') throw new EditRefusal('Only a comment stands there.');
    const pad = isMap(collection) && !inner.includes('\n') ? ' ' : inner;
    return [{ start: start + 1, end: end - 1, text: pad + text + pad }];
  }
  const holder = { collection, index: last };
  const at = memberEnd(source, holder);
  const first = memberStart(holder);
  const before = source.text.slice(lineStart(source.text, first), first);
  const isOwnLine = before.trim() === '' && first > start && source.text.slice(start, first).includes('\n');
  return [{ start: at, end: at, text: isOwnLine ? `,${style.lineBreak}${before}${text}` : `, ${text}` }];
}

/** Writes a value in the place of the one that a member has. */
export function replaced(source: YamlSource, holder: Holder, by: Written, style: YamlStyle): Splice[] {
  const old = valueOf(holder);
  if (isFlow(holder.collection)) return replacedFlow(source, holder, by.inline);
  const slot = valueSlot(holder);
  if (!slot) throw new EditRefusal('The key has no colon.');
  const marks = slot.marks.filter(({ type }) => type === 'anchor' || type === 'tag');
  const withoutMarks = marks.map(({ offset, source: mark }) => {
    return { start: slot.after < offset ? offset - 1 : offset, end: offset + mark.length, text: '' };
  });
  const deeper = isMap(holder.collection) ? (by.isList ? style.listStep : style.step) : 2;
  const column = ' '.repeat(indentOf(holder.collection) + deeper);
  const lines = (list: readonly string[]) => list.map((line) => style.lineBreak + column + line).join('');
  if (isCollection(old) && !isFlow(old)) {
    const cut = blockCut(source, old);
    if (by.lines)
      return [...withoutMarks, ...cut, { ...at(blockStart(source, old, slot.after)), text: lines(by.lines) }];
    return [{ ...at(slot.after), text: ` ${by.inline}` }, ...withoutMarks, ...cut];
  }
  const isEmpty = isEmptyNode(old) && (old?.range?.[0] ?? 0) === (old?.range?.[1] ?? 0);
  const start = isEmpty || !old ? slot.after : old.range![0];
  const end = isEmpty || !old ? slot.after : contentEnd(source, old);
  if (!by.lines)
    return [...withoutMarks, { start, end, text: isEmpty || !old ? ` ${by.inline}` : by.inline }];
  const isSameLine = !source.text.slice(slot.after, start).includes('\n');
  const isAlone = source.text.slice(end, lineEnd(source.text, end)).trim() === '';
  if (!isMap(holder.collection) && isSameLine && isAlone && marks.length === 0)
    return [{ start: slot.after, end, text: ` ${by.lines.join(style.lineBreak + column)}` }];
  const from = isSameLine ? slot.after : lineEnd(source.text, slot.after);
  const comment = isBlockScalar(old) ? end : lineEnd(source.text, end);
  const cut = marks.some(({ offset }) => offset >= from) ? [] : withoutMarks;
  return [...cut, { start: from, end, text: '' }, { ...at(comment), text: lines(by.lines) }];
}

function replacedFlow(source: YamlSource, holder: Holder, inline: string): Splice[] {
  const old = valueOf(holder);
  const slot = valueSlot(holder);
  if (old?.range && old.range[1] > old.range[0]) {
    const mark = slot?.marks.find(({ type }) => type === 'anchor' || type === 'tag');
    return [{ start: mark?.offset ?? old.range[0], end: old.range[1], text: inline }];
  }
  if (slot) return [{ ...at(slot.after), text: ` ${inline}` }];
  return [{ ...at(memberEnd(source, holder)), text: `: ${inline}` }];
}

/** A scalar keeps the quotes of the one before it. */
export function replacedScalar(
  source: YamlSource,
  holder: Holder,
  value: unknown,
  style: YamlStyle,
): Splice[] {
  const inline = scalarText(value, valueOf(holder), style);
  return replaced(source, holder, { inline, lines: null, isList: false }, style);
}

function at(offset: number): { start: number; end: number } {
  return { start: offset, end: offset };
}

/** End of the line before the first member of a block, or of the key or dash where it begins on that line. */
function blockStart({ text }: YamlSource, block: Collection, after: number): number {
  const start = lineStart(text, memberStart({ collection: block, index: 0 }));
  return start <= after ? after : lineEnd(text, start - 2 < 0 ? 0 : previousLine(text, start));
}

function previousLine(text: string, start: number): number {
  return lineStart(text, start - 1);
}

/** Takes out the lines of a block, with the line end before them. */
function blockCut(source: YamlSource, block: Collection): Splice[] {
  const { text } = source;
  const first = memberStart({ collection: block, index: 0 });
  const start = lineStart(text, first);
  const end = lineEnd(text, contentEnd(source, block));
  if (text.slice(start, first).trim() !== '') return [{ start: first - 1, end, text: '' }];
  return [{ start: lineEnd(text, previousLine(text, start)), end, text: '' }];
}

/** Takes a member out, with its line end or comma. */
export function removed(source: YamlSource, holder: Holder): Splice[] {
  const { text } = source;
  const start = memberStart(holder);
  const end = memberEnd(source, holder);
  if (isFlow(holder.collection)) return removedFlow(source, holder, start, end);
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() === '') return [{ start: line, end: nextLine(text, end), text: '' }];
  const next = holder.index + 1;
  const nextStart =
    next < holder.collection.items.length
      ? memberStart({ collection: holder.collection, index: next })
      : nextLine(text, end);
  const isPlain = text.slice(lineEnd(text, end), nextStart).trim() === '';
  return [{ start, end: isPlain ? nextStart : lineEnd(text, end), text: '' }];
}

function removedFlow(
  { text, ...source }: YamlSource,
  { collection, index }: Holder,
  start: number,
  end: number,
): Splice[] {
  const hasNext = index + 1 < collection.items.length;
  if (hasNext) {
    const next = memberStart({ collection, index: index + 1 });
    if (!text.slice(end, next).includes('#')) return [{ start, end: next, text: '' }];
    const comma = text.indexOf(',', end);
    return [{ start, end: comma + 1, text: '' }];
  }
  if (index === 0) return [{ start, end, text: '' }];
  const before = memberEnd({ text, ...source }, { collection, index: index - 1 });
  return [{ start: text.slice(before, start).includes('#') ? start : before, end, text: '' }];
}
