/** The numbers that a version begins with (`6.8.0` of `6.8.0-45-generic`); null: it begins with none. */
export function leadingVersion(text: string | null): string | null {
  return /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?!\d)/.exec(text ?? '')?.[1] ?? null;
}

/** Below zero: `a` comes before `b`, number by number; missing ones are 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
