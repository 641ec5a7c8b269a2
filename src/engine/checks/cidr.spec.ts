import { describe, expect, it } from 'vitest';
import { blockHolds } from './cidr.js';

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
