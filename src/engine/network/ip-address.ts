/** An address of IPv4 or IPv6 as a number. */
export interface IpAddress {
  readonly value: bigint;
  /** Bits of an address of its family: 32 or 128. */
  readonly width: number;
}

/** No address is written longer. */
const longest = 45;

/** Null: it is no address. */
export function parseAddress(text: string): IpAddress | null {
  if (text.length > longest) return null;
  if (text.includes(':')) {
    const groups = groupsOf(text);
    return groups && { value: numberOf(groups, 16n), width: 128 };
  }
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null;
  return { value: numberOf(parts.map(Number), 8n), width: 32 };
}

/** Whether a host (IPv6 also in brackets) is the machine itself: `localhost`, 127.0.0.0/8, ::1, and IPv4 of it in IPv6. */
export function isLoopback(host: string | null): boolean {
  if (host === null) return false;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (/^localhost$/i.test(bare)) return true;
  const address = parseAddress(bare.replace(/^::ffff:(?=\d+\.)/i, ''));
  if (!address) return false;
  return address.width === 32 ? address.value >> 24n === 127n : address.value === 1n;
}

/** Whether a block of addresses (`10.0.0.0/8`) holds the whole of another; false for what is none. */
export function blockHolds(outer: string, inner: string): boolean {
  const [whole, part] = [readBlock(outer), readBlock(inner)];
  if (!whole || !part || whole.width !== part.width || whole.bits > part.bits) return false;
  const rest = BigInt(whole.width - whole.bits);
  return whole.value >> rest === part.value >> rest;
}

function readBlock(text: string): (IpAddress & { readonly bits: number }) | null {
  const [written = '', prefix, ...more] = text.split('/');
  const address = parseAddress(written);
  if (!address || more.length > 0) return null;
  if (prefix === undefined) return { ...address, bits: address.width };
  const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) <= address.width;
  return isPrefix ? { ...address, bits: Number(prefix) } : null;
}

/** The eight groups of an IPv6 address; `::` stands once for as many zeros as are missing (RFC 4291, 2.2). */
function groupsOf(text: string): number[] | null {
  const [head = '', tail, ...more] = text.split('::');
  const split = (side: string) => (side === '' ? [] : side.split(':'));
  const [before, after] = [split(head), split(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const zeros = Array.from({ length: tail === undefined ? 0 : missing }, () => '0');
  const all = [...before, ...zeros, ...after];
  return all.every((group) => /^[\da-f]{1,4}$/i.test(group)) ? all.map((group) => parseInt(group, 16)) : null;
}

function numberOf(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}
