import type { HostSocket } from '../../model/machine-facts.js';
import { upTo } from '../../text/ends.js';

/** A line of `ss -Hlntup`, or of /proc/net/tcp and tcp6; `none`: one that is no listening socket; null: neither. */
export function readSocketLine(line: string): HostSocket | 'none' | null {
  if (/^(?:#|\s*sl\s+local_address)/.test(line)) return 'none';
  const kernel = /^\s*\d+:\s+([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4})\s+\S+\s+([\dA-F]{2})\s/i.exec(line);
  if (kernel) return kernelSocket(kernel);
  const match = /^\s*(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d{1,5})\s+\S+(.*)/s.exec(line);
  if (!match) return null;
  const [, protocol, address = '', port, rest = ''] = match;
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address: plainAddress(address),
    port: Number(port),
    process: /users:\(\("([^"]+)"/.exec(rest)?.[1] ?? null,
  };
}

function plainAddress(text: string): string {
  const bare = upTo(text, '%').replace(/^\[|\]$/g, '');
  return bare === '*' ? '0.0.0.0' : bare;
}

/** State 0A is listening (proc_net(5)). */
const listening = '0A';

function kernelSocket([, address = '', port = '', state = '']: RegExpExecArray): HostSocket | 'none' {
  if (state.toUpperCase() !== listening) return 'none';
  const shown = address.length === 8 ? address4(address) : address6(address);
  return { protocol: 'tcp', address: shown, port: parseInt(port, 16), process: null };
}

/** The kernel writes each 32 bits with the last byte first. */
function bytesOf(word: string): number[] {
  return [6, 4, 2, 0].map((at) => parseInt(word.slice(at, at + 2), 16));
}

function address4(text: string): string {
  return bytesOf(text).join('.');
}

function address6(text: string): string {
  const bytes = [0, 8, 16, 24].flatMap((at) => bytesOf(text.slice(at, at + 8)));
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.slice(0, 15).every((byte) => byte === 0)) return `::${bytes[15]!.toString(16)}`;
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  return [0, 2, 4, 6, 8, 10, 12, 14].map((at) => (bytes[at]! * 256 + bytes[at + 1]!).toString(16)).join(':');
}
