/** The text without those of the characters that it ends with: in one pass, however many there are, and elsewhere in it. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text up to where it is parted for the first time; all of it when it is not. */
export function upTo(text: string, separator: string): string {
  const end = text.indexOf(separator);
  return end === -1 ? text : text.slice(0, end);
}
