import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.js';

describe('a unified diff', () => {
  it('shows the lines that change, and three around them', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    expect(unifiedDiff('deploy/app.yaml', before, before.replace('e', 'E'))).toBe(
      '--- a/deploy/app.yaml\n+++ b/deploy/app.yaml\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });

  it.each([
    ['is empty where nothing changes', 'a\n', 'a\n', ''],
    ['of a new file', null, 'x\n', '--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+x\n'],
    [
      'says that the last line is open',
      'x',
      'y',
      '--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n',
    ],
    ['keeps line ends of Windows', 'x\r\n', 'y\r\n', '--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-x\r\n+y\r\n'],
  ])('%s', (_what, before, after, expected) => {
    expect(unifiedDiff('f', before, after)).toBe(expected);
  });

  const text = fc.array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', 'd'), { maxLength: 30 });

  it('leads from the one text to the other', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const [before, after] = [from.join(''), to.join('')];
        const options = { autoConvertLineEndings: false };
        if (before !== after)
          expect(applyPatch(before, unifiedDiff('f', before, after), options)).toBe(after);
      }),
    );
  });

  it('is made of texts that have nothing in common as well, however long they are', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 20_000 }, (_, index) => `${letter}${index}\n`).join(''),
    ) as [string, string];
    expect(applyPatch(before, unifiedDiff('f', before, after))).toBe(after);
  });
});
