import { describe, expect, it } from 'vitest';
import { blockHolds, isLoopback, parseAddress } from './ip-address.js';

describe('blockHolds', () => {
  it.each([
    ['0.0.0.0/0', '169.254.169.254/32', true],
    ['169.254.0.0/16', '169.254.169.254', true],
    ['169.255.0.0/16', '169.254.169.254/32', false],
    ['169.254.169.254/32', '169.254.0.0/16', false],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['::/0', 'fd00:ec2::254/128', true],
    ['fd00:ec2::/32', 'fd00:ec2::254/128', true],
    ['fd01::/16', 'fd00:ec2::254/128', false],
    ['0.0.0.0/0', 'fd00:ec2::254/128', false],
    ['0.0.0.0/33', '1.2.3.4/32', false],
    ['999.0.0.0/8', '1.2.3.4/32', false],
    ['1::2::3/8', '1::/16', false],
    ['everywhere', '1.2.3.4/32', false],
    ['', '', false],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(blockHolds(outer, inner)).toBe(expected);
  });
});

describe('isLoopback', () => {
  it.each([
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    'localhost',
    'LOCALHOST',
  ])('is so of %s', (host) => expect(isLoopback(host)).toBe(true));

  it.each(['', '0.0.0.0', '128.0.0.1', '127.example.com', '127.0.0.256', '::', '::2', '${HOST}', null])(
    'is not so of %j',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('parseAddress', () => {
  it('reads both families, and nothing else', () => {
    expect(parseAddress('1.2.3.4')).toEqual({ value: 0x01020304n, width: 32 });
    expect(parseAddress('fd00::1')).toEqual({ value: (0xfd00n << 112n) | 1n, width: 128 });
    for (const text of ['1.2.3', '1.2.3.4.5', '1.2.3.x', '1::2::3', 'a:b', ':'.repeat(50), ''])
      expect(parseAddress(text)).toBeNull();
  });
});
