import { describe, expect, it } from 'vitest';
import { dfSyntaxCheck } from './df-syntax.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) => elementsOf(evaluateText(dfSyntaxCheck, 'dockerfile', text));

describe('df-syntax', () => {
  it.each<[string, string[]]>([
    ['FROM a\nCOPY a b c/\nCOPY a b .\nCOPY a b $X\nEXPOSE 0 65535\nHEALTHCHECK CMD x', ['pass']],
    ['', ['There is no FROM.']],
    ['RUN a\nFROM b', ['Nothing but ARG may stand before the first FROM.']],
    ['FROM a\nADD a b c', ['ADD a b c']],
    ['FROM a\nCOPY file:8b8864b3e02a33a579dc216fd51b28a6 in c', ['pass']],
    ['FROM a\nEXPOSE 65536 80', ['EXPOSE 65536']],
    ['FROM a AS b\nFROM c AS B', ['AS B']],
    ['FROM a\nCMD x\nCMD y\nENTRYPOINT x\nENTRYPOINT y', ['CMD', 'ENTRYPOINT']],
    ['FROM a\nHEALTHCHECK NONE\nHEALTHCHECK CMD x', ['HEALTHCHECK']],
    ['FROM a AS b\nCMD x\nFROM b\nCMD y', ['pass']],
    ['FROM a\nCOPY --from=0 x y', ['COPY --from=0']],
    ['FROM a\nCOPY --from=build x y\nFROM c AS build', ['COPY --from=build']],
    ['FROM a AS build\nFROM c\nCOPY --from=build x y\nCOPY --from=0 x y\nCOPY --from=r.io/x:1 x y', ['pass']],
    ['FROM a\nCOPY --from=nginx x y', ['pass']],
  ])('%j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });
});
