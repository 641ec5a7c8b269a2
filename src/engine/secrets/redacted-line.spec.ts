import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { redactedLine } from './redacted-line.js';

const shown = (text: string, line: number) => redactedLine(text.split('\n'), line);

describe('redactedLine', () => {
  it('is the line itself where it holds no secret', () => {
    expect(shown('a: 1\r\n  privileged: true  \r\nb: 2', 2)).toBe('  privileged: true');
    expect(shown('a', 1)).toBe('a');
  });

  it('is nothing where there is no such line, or one that is too long', () => {
    expect([shown('a', 0), shown('a', 2), shown('x'.repeat(3_000), 1)]).toEqual([null, null, null]);
  });

  it.each([
    ['docker run -e DB_PASSWORD=hunter2hunter2 --privileged x', 1],
    ['      DB_PASSWORD: hunter2hunter2', 1],
    ['env:\n  - name: DB_PASSWORD\n    value: hunter2hunter2', 3],
    ['env:\n  - name: "DB_PASSWORD"\n    value: "hunter2hunter2"', 3],
    ['env: [{ name: DB_PASSWORD, value: hunter2hunter2 }]', 1],
    ['{ "name": "DB_PASSWORD",\n "value": "hunter2hunter2" }', 2],
    ['"Env": ["DB_PASSWORD=hunter2hunter2"]', 1],
    ['x: postgres://me:hunter2hunter2@db/x', 1],
  ])('shows no secret of %j', (text, line) => {
    expect(shown(text, line)).not.toContain('nter2');
    expect(shown(text, line)).toContain('redacted');
  });

  it('takes what is around a secret as it is', () => {
    expect(shown('- name: API_TOKEN\n  value: abcdefghijklmn # for x', 2)).toMatch(
      /^ {2}value: ab…\(redacted/,
    );
    expect(shown('- { name: API_TOKEN, value: abcdefghijklmn, x: y }', 1)).toMatch(/, x: y \}$/);
  });

  it('never throws and never takes long', () => {
    const piece = fc.constantFrom('name: PASSWORD', '\n', 'value: ', '"', ' ', 'x', "'", '{', '\\', 'TOKEN=');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), fc.nat(20), (pieces, line) => {
        const start = processorTime();
        shown(pieces.join(''), line);
        expect(processorTime() - start).toBeLessThan(1_000);
      }),
    );
  });
});
