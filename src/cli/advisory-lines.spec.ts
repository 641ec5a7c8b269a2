import { expect, it } from 'vitest';
import { itemsOf, type SourceItem } from '../platform/sources/source-item.js';
import { advisoryLines } from './advisory-lines.js';

async function linesOf(items: readonly SourceItem[]): Promise<string[]> {
  const stream = async function* () {
    yield* items;
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of advisoryLines(stream(), () => undefined)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
}

it('sends each record as a line, and what could not be read as a line that says why', async () => {
  const lines = await linesOf([
    { name: 'a.json', json: { id: 'A', text: 'two\nlines' }, origin: null },
    { name: 'b.json', problem: 'not JSON' },
    { name: 'c.json', json: [1], origin: null },
    { name: 'd.json', json: null, origin: null },
  ]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { id: 'A', text: 'two\nlines' },
    { id: 'b.json', problem: 'not JSON' },
    { id: 'c.json', problem: 'not a JSON object' },
    { id: 'd.json', problem: 'not a JSON object' },
  ]);
});

it('sends a catalogue of exploited flaws so that it reads the same again', async () => {
  const catalogue = {
    name: 'kev.json',
    knownExploited: {
      catalogVersion: '2026.06.01',
      dateReleased: '2026-06-01T00:00:00Z',
      entries: [
        {
          cve: 'CVE-2021-44228',
          addedOn: '2021-12-10',
          dueOn: '2021-12-24',
          title: 'Log4j',
          requiredAction: 'Update.',
          isUsedByRansomware: true,
        },
      ],
    },
  };
  const [line = ''] = await linesOf([catalogue]);
  expect([...itemsOf('kev.json', Buffer.from(line))]).toEqual([catalogue]);
});

it('gathers lines into larger chunks', async () => {
  const record = async function* (): AsyncGenerator<SourceItem> {
    for (let index = 0; index < 3_000; index += 1)
      yield { name: '', json: { id: 'x'.repeat(200) }, origin: null };
  };
  let count = 0;
  for await (const chunk of advisoryLines(record(), () => undefined)) {
    expect(chunk.length).toBeGreaterThan(1_000);
    count += 1;
  }
  expect(count).toBe(3);
});
