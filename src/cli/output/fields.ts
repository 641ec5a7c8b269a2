import { columnsOf, padded } from './text.js';

/** Names and values, one a line, the names in one column. */
export function renderFields(fields: readonly (readonly [string, string])[]): string {
  const width = Math.max(...fields.map(([name]) => columnsOf(name)));
  return fields.map(([name, value]) => `${padded(name, width)}  ${value}\n`).join('');
}
