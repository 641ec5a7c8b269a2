import { describe, expect, it } from 'vitest';
import { dfWorkdirCheck } from './df-workdir.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-workdir', () => {
  it.each([
    ['WORKDIR /proc/self/fd/1', 'fail'],
    ['WORKDIR "/proc/self/fd/1"', 'fail'],
    ['WORKDIR /root', 'fail'],
    ['WORKDIR relative/dir', 'fail'],
    ['WORKDIR "relative"', 'fail'],
    ['ENV A=rel\nWORKDIR $A', 'fail'],
    ['WORKDIR /etc/$X', 'fail'],
    ['WORKDIR $X', 'unknown'],
    ['WORKDIR /a/$X/../..', 'unknown'],
    ['WORKDIR /opt/$X', 'pass'],
    ['WORKDIR /path/to/workdir', 'pass'],
    ['WORKDIR /development', 'pass'],
    ['WORKDIR C:\\\\app', 'pass'],
    ['RUN x', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfWorkdirCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
