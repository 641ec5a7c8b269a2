import { describe, expect, it } from 'vitest';
import { dfAddInsteadOfCopyCheck } from './df-add-instead-of-copy.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) =>
  elementsOf(evaluateText(dfAddInsteadOfCopyCheck, 'dockerfile', `FROM a:1\n${text}`));

describe('df-add-instead-of-copy', () => {
  it.each(['file.tar', 'file.gz', 'file.bz2', 'file.xz', '"file.tgz"', 'x.tar.gz'])(
    'allows the archive %s',
    (file) => {
      expect(elements(`ADD ${file} /usr/src/app/`)).toEqual(['pass']);
    },
  );

  it.each<[string, string[]]>([
    ['ADD file:8b8864b3e02a33a579dc216fd51b28a6047bc8eeaa in /xyz', ['pass']],
    ['ADD /target/app.jar app.jar', ['ADD /target/app.jar app.jar (low)']],
    ['ADD "file.zip" /usr/src/app/', ['ADD file.zip /usr/src/app/ (low)']],
    ['ADD http://e.org/x y', ['ADD http://e.org/x y (high)']],
    ['ADD https://e.org/x y', ['ADD https://e.org/x y (medium)']],
    ['ADD --checksum=sha256:aa https://e.org/x y', ['pass']],
    ['ADD git@github.com:user/repo.git /x/', ['ADD git@github.com:user/repo.git /x/ (medium)']],
    [`ADD https://h/x.git#${'0a'.repeat(20)} /x`, ['pass']],
    ['ADD <<EOF /x\nhello\nEOF', ['pass']],
    ['ADD $FILE /x', ['unknown']],
    ['ADD app-$VERSION.tar.gz /x', ['pass']],
    ['ADD $FILE /x\nADD b /x', ['ADD b /x (low)']],
    ['ARG FILE=a.txt\nADD $FILE /x', ['ADD a.txt /x (low)']],
    ['COPY a b', ['pass']],
  ])('%j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });
});
