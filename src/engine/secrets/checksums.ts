import { crc32 } from 'node:zlib';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumLength = 6;

/**
 * Whether the last six characters are the CRC-32 of those before, in base 62: GitHub's and npm's tokens
 * (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).
 * @param payload what follows the token's prefix.
 */
export function hasBase62Checksum(payload: string): boolean {
  const body = payload.slice(0, -checksumLength);
  return body !== '' && payload.slice(-checksumLength) === base62Text(crc32(body));
}

/** Whether eight hexadecimal digits are the CRC-32 of the text, lowest byte first: Grafana's tokens. */
export function isReversedHexChecksum(digits: string, text: string): boolean {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(text));
  return digits.toLowerCase() === bytes.toString('hex');
}

function base62Text(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / base62.length))
    text = base62[rest % base62.length]! + text;
  return text.padStart(checksumLength, '0');
}
