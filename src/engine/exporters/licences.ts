import parseExpression from 'spdx-expression-parse';

/** Longer texts are no expressions. */
const longestExpression = 500;
const reference = /(?:License|Document)Ref-/i;

/**
 * Whether the text is an expression of licences on SPDX's list
 * (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/). One with references to licences of a document is
 * none here: the document is not at hand.
 */
export function isSpdxExpression(text: string): boolean {
  if (text.length > longestExpression || reference.test(text) || text.split('(').length > 50) return false;
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}
