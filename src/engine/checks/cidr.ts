import { BlockList, isIP } from 'node:net';

/** Whether a block of addresses (`10.0.0.0/8`) holds the whole of another; false for what is none. */
export function blockHolds(outer: string, inner: string): boolean {
  const [outerAddress = '', outerBits = ''] = outer.split('/');
  const [innerAddress = '', innerBits = ''] = inner.split('/');
  const family = isIP(outerAddress);
  if (family === 0 || family !== isIP(innerAddress)) return false;
  const most = family === 4 ? 32 : 128;
  const bits = (text: string) => (/^\d{1,3}$/.test(text) ? Math.min(Number(text), most) : most);
  if (bits(outerBits) > bits(innerBits)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const blocks = new BlockList();
  blocks.addSubnet(outerAddress, bits(outerBits), type);
  return blocks.check(innerAddress, type);
}
