import { describe, expect, it } from 'vitest';
import { AddressRules, isNetwork } from './address-rules.js';

describe('the addresses that may be connected to', () => {
  const rules = new AddressRules(['10.1.0.0/16', 'fd00:1::/32']);

  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '2606:4700::1111',
    '10.1.2.3',
    '::ffff:10.1.2.3',
    'fd00:1::5',
  ])('are public, or of an allowed network: %s', (address) => expect(rules.isAllowed(address)).toBe(true));

  it.each([
    ...['127.0.0.1', '10.2.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...[
      '100.64.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd00:2::1',
      'ff02::1',
    ],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:169.254.169.254',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::127.0.0.1',
    ],
    ...['', 'localhost', 'example.com', '127.1', '0x7f000001'],
  ])('are not others: %s', (address) => expect(rules.isAllowed(address)).toBe(false));

  it('are of an own network only when the configuration names it', () => {
    expect([rules.isOwnNetwork('10.1.0.1'), rules.isOwnNetwork('1.1.1.1')]).toEqual([true, false]);
    expect(new AddressRules([]).isOwnNetwork('10.1.0.1')).toBe(false);
  });
});

describe('a network', () => {
  it('is an address and the length of its prefix', () => {
    for (const text of ['10.0.0.0/8', '127.0.0.1/32', '::1/128', 'fd00::/8'])
      expect(isNetwork(text)).toBe(true);
    for (const text of ['10.0.0.0', '10.0.0.0/33', '::1/129', 'x/8', '10.0.0.0/8/8', '10.0.0.0/-1', ''])
      expect(isNetwork(text)).toBe(false);
  });
});
