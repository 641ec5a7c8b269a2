/**
 * A value as one part of a path: it cannot reach another route.
 * @throws TypeError for an empty one and for `.` and `..`
 */
export function segment(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`${JSON.stringify(value)} is neither an id nor a name`);
  return encodeURIComponent(value);
}
