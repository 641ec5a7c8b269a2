import { describe, expect, it } from 'vitest';
import type { Output } from '../command-line.js';
import { createProgress } from './progress.js';

function setUp(output: Omit<Output, 'write'>) {
  let time = 0;
  const written: string[] = [];
  const progress = createProgress({ ...output, write: (text) => written.push(text) }, () => time);
  return { progress, written, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('progress on a terminal', () => {
  it('draws a bar over the one before', () => {
    const { progress, written, pass } = setUp({ isTTY: true, columns: 100 });
    progress.show({ label: 'sending', fraction: 0.5, detail: '1.0 MB of 2.0 MB' });
    pass(100);
    progress.show({ label: 'reading layers', fraction: 1, detail: '' });
    progress.clear();
    expect(written).toEqual([
      '\r\x1b[2Ksending          ████████████░░░░░░░░░░░░  50 %  1.0 MB of 2.0 MB',
      '\r\x1b[2Kreading layers   ████████████████████████ 100 %',
      '\r\x1b[2K',
    ]);
  });

  it('draws at most every 80 ms, but what is new at once', () => {
    const { progress, written, pass } = setUp({ isTTY: true, columns: 100 });
    for (let count = 0; count < 10; count += 1) {
      progress.show({ label: 'sending', fraction: count / 100, detail: '' });
      pass(10);
    }
    expect(written).toHaveLength(2);
    progress.show({ label: 'judging', fraction: 0.9, detail: '' });
    expect(written).toHaveLength(3);
  });

  it('keeps to the width of the terminal', () => {
    const { progress, written } = setUp({ isTTY: true, columns: 20 });
    progress.show({ label: 'a very long label indeed', fraction: 0.5, detail: '' });
    expect(written).toEqual(['\r\x1b[2Ka very long label…']);
  });

  it('takes nothing away when nothing was drawn', () => {
    const { progress, written } = setUp({ isTTY: true });
    progress.clear();
    expect(written).toEqual([]);
  });
});

describe('progress elsewhere', () => {
  it('writes a plain line every four seconds', () => {
    const { progress, written, pass } = setUp({});
    const show = (fraction: number | null) => progress.show({ label: 'sending', fraction, detail: '1.0 MB' });
    show(0.1);
    pass(4_000);
    show(0.359);
    pass(1_000);
    show(0.4);
    pass(3_000);
    show(null);
    progress.clear();
    expect(written).toEqual(['ironhull: sending, 35 %, 1.0 MB\n', 'ironhull: sending, 1.0 MB\n']);
  });
});
