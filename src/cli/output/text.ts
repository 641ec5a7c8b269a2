export { columnsOf, padded, shown, truncated, wrapped } from '../../engine/text/columns.js';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size for people: `74.8 MB`. */
export function byteText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `1 package`, `88 packages`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
