import { describe, expect, it } from 'vitest';
import { dfExposeCheck } from './df-expose.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

describe('df-expose', () => {
  it.each<[string, string[]]>([
    ['EXPOSE 22', ['EXPOSE 22/tcp (medium)']],
    ['EXPOSE 80 8080 53/udp', ['EXPOSE 80/tcp (low)', 'EXPOSE 53/udp (low)']],
    ['EXPOSE 20-25', ['EXPOSE 20/tcp (low)', 'EXPOSE 22/tcp (medium)', 'EXPOSE 23/tcp (low)']],
    ['EXPOSE 6379', ['EXPOSE 6379/tcp (low)']],
    ['EXPOSE $PORT', ['unknown']],
    ['ENV PORT=80\nEXPOSE $PORT', ['EXPOSE 80/tcp (low)']],
    ['EXPOSE 8080', ['pass']],
    ['ONBUILD EXPOSE 22', ['pass']],
  ])('%j', (text, expected) => {
    expect(elementsOf(evaluateText(dfExposeCheck, 'dockerfile', `FROM a:1\n${text}`))).toEqual(expected);
  });

  it('counts the ports of the stages the last one stands on', () => {
    const text = 'FROM a:1 AS b\nEXPOSE 22\nFROM b';
    expect(elementsOf(evaluateText(dfExposeCheck, 'dockerfile', text))).toEqual(['EXPOSE 22/tcp (medium)']);
  });
});
