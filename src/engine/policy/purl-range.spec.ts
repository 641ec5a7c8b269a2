import { describe, expect, it } from 'vitest';
import { matchesPurlRange } from './purl-range.js';

describe('a range of a package', () => {
  it.each([
    ['pkg:npm/lodash@>=4 <5', 'npm', '4.17.21', true],
    ['pkg:npm/lodash@>=4 <5', 'npm', '5.0.0', false],
    ['pkg:npm/lodash@=4.17.21', 'npm', '4.17.21', true],
    ['pkg:npm/lodash@>=4 <what', 'npm', '4.17.21', false],
    ['pkg:npm/underscore@>=4', 'npm', '4.17.21', false],
  ])('%s of %s holds %s: %s', (range, ecosystem, version, expected) => {
    expect(matchesPurlRange(range, 'pkg:npm/lodash', ecosystem, version)).toBe(expected);
  });

  it.each([
    ['=1.0', '1.0+local.1', true],
    ['=1.0+local.1', '1.0', false],
    ['<=1.0', '1.0+local.1', true],
    ['<1.0', '1.0+local.1', false],
    ['>1.0', '1.0+local.1', false],
    ['>=1.0', '1.0+local.1', true],
    ['>1.0', '1.0.post1', true],
  ])('%s names what is built of the version, such as %s: %s', (comparison, version, expected) => {
    expect(matchesPurlRange(`pkg:pypi/torch@${comparison}`, 'pkg:pypi/torch', 'PyPI', version)).toBe(
      expected,
    );
  });
});
