import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerSentEventParser, type ServerSentEvent } from './server-sent-events.js';

function parse(chunks: readonly string[]): ServerSentEvent[] {
  const parser = new ServerSentEventParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

describe('ServerSentEventParser', () => {
  it('reads events, joins their data lines and passes over comments and unknown fields', () => {
    const stream = ':\n\nevent: scan\ndata: {"a":1}\n\nid: 7\nretry: 10\ndata:x\ndata: y\n\n';
    expect(parse([stream])).toEqual([
      { event: 'scan', data: '{"a":1}' },
      { event: 'message', data: 'x\ny' },
    ]);
  });

  it('leaves out an event without data and one that is not complete', () => {
    expect(parse(['event: scan\n\ndata: rest\n'])).toEqual([]);
  });

  it('passes over a byte order mark at the beginning only', () => {
    expect(parse(['\ufeffdata: \ufeffa\n\n'])).toEqual([{ event: 'message', data: '\ufeffa' }]);
  });

  it('reads the same events wherever the stream is cut and whatever ends its lines', () => {
    const lines = fc.array(
      fc.constantFrom('', '', 'data: a', 'data:b:c', 'data', 'event: scan', ':comment', 'other: x'),
      { maxLength: 30 },
    );
    const ends = fc.constantFrom('\n', '\r', '\r\n');
    fc.assert(
      fc.property(lines, ends, fc.array(fc.nat(200), { maxLength: 20 }), (all, end, cuts) => {
        const text = all.map((line) => line + end).join('');
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length];
        places.sort((a, b) => a - b);
        const chunks = places.map((place, index) => text.slice(place, places[index + 1] ?? text.length));
        expect(parse(chunks)).toEqual(parse([all.map((line) => `${line}\n`).join('')]));
      }),
    );
  });

  it('refuses an event that never ends', () => {
    const parser = new ServerSentEventParser();
    const line = `data: ${'x'.repeat(1_000_000)}\n`;
    expect(() => {
      for (let count = 0; count < 20; count += 1) parser.push(line);
    }).toThrow('too long');
  });
});
