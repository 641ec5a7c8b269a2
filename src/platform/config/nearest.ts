/** Longest word that is compared, in characters; the rest of it is left out. */
const maxLength = 64;

/** The candidate with the fewest single-letter changes from the word; the first one of equals. */
export function nearest(word: string, candidates: readonly string[]): string {
  const distances = candidates.map((candidate) => distance(word.slice(0, maxLength), candidate));
  return candidates[distances.indexOf(Math.min(...distances))] ?? '';
}

/** Levenshtein distance. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
