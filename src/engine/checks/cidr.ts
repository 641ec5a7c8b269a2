/** Whether a block of addresses (`10.0.0.0/8`) holds the whole of another; false for what is none. */
export function blockHolds(outer: string, inner: string): boolean {
  const [whole, part] = [readBlock(outer), readBlock(inner)];
  if (!whole || !part || whole.width !== part.width || whole.bits > part.bits) return false;
  const rest = BigInt(whole.width - whole.bits);
  return whole.address >> rest === part.address >> rest;
}

interface Block {
  readonly address: bigint;
  /** Bits of an address of its family: 32 or 128. */
  readonly width: number;
  readonly bits: number;
}

function readBlock(text: string): Block | null {
  const match = /^([\d.]{7,15}|[\da-f:]{2,39})(?:\/(\d{1,3}))?$/i.exec(text);
  if (!match) return null;
  const [, written = '', prefix] = match;
  const width = written.includes(':') ? 128 : 32;
  const address = width === 32 ? addressOf4(written) : addressOf6(written);
  const bits = prefix === undefined ? width : Number(prefix);
  return address === null || bits > width ? null : { address, width, bits };
}

function addressOf4(text: string): bigint | null {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part > 255)) return null;
  return joined(parts, 8n);
}

/** `::` stands once for as many zeros as are missing (RFC 4291, 2.2). */
function addressOf6(text: string): bigint | null {
  const [head = '', tail, ...more] = text.split('::');
  const groups = (side: string) => (side === '' ? [] : side.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...before, ...Array.from({ length: tail === undefined ? 0 : missing }, () => '0'), ...after];
  if (all.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return null;
  return joined(
    all.map((group) => parseInt(group, 16)),
    16n,
  );
}

function joined(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}
