/** Kinds of files that may be attached, by the ends of their names. None of them is run by whoever opens it. */
const types: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['json', 'application/json'],
  ['log', 'text/plain'],
  ['md', 'text/markdown'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['yaml', 'text/plain'],
  ['yml', 'text/plain'],
]);

/** How files that are no text begin. */
const beginnings: ReadonlyMap<string, string> = new Map([
  ['application/pdf', '255044462d'],
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
]);

/** The kind of a file by its name, when its content is of that kind; else why it is refused, as part of a sentence. */
export function attachmentType(name: string, content: Uint8Array): { mediaType: string } | { fault: string } {
  const end = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = types.get(end);
  if (mediaType === undefined)
    return { fault: `files of this kind are not taken; expected one of: ${[...types.keys()].join(', ')}` };
  if (content.length === 0) return { fault: 'the file is empty' };
  const beginning = beginnings.get(mediaType);
  const isIt =
    beginning === undefined
      ? isText(content)
      : Buffer.from(content.subarray(0, beginning.length / 2)).toString('hex') === beginning;
  return isIt ? { mediaType } : { fault: `the content is not what the name says: ${mediaType}` };
}

function isText(content: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0');
  } catch {
    return false;
  }
}
