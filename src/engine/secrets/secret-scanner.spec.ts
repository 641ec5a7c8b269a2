import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { githubTokenDetector } from './github-token.detector.js';
import { privateKeyDetector } from './private-key.detector.js';
import { SecretScanner, searchedBinaryBytes, type SecretsExtract } from './secret-scanner.js';
import { urlPasswordDetector } from './url-password.detector.js';

const token = githubTokenDetector.examples.secrets[0]!;
const key = privateKeyDetector.examples.secrets[0]!;
const url = urlPasswordDetector.examples.secrets[0]!;

/** What is found in a file that comes in chunks of the given sizes, over and over. */
function scan(
  content: Buffer,
  { path = 'app/notes', chunks = [content.length] } = {},
): SecretsExtract | null {
  const scanner = new SecretScanner(path, content.length);
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const size = Math.max(1, chunks[turn % chunks.length]!);
    // The bytes are the scanner's during the call only.
    const chunk = Buffer.from(content.subarray(at, at + size));
    const wantsMore = scanner.write(chunk);
    chunk.fill(0x2a);
    if (!wantsMore) break;
    at += size;
  }
  return scanner.end();
}
const found = (extract: SecretsExtract | null) =>
  extract?.secrets.map(({ detector, line }) => `${detector}:${line}`) ?? [];

describe('SecretScanner', () => {
  it('tells where a secret stands and what it is, and keeps nothing of it but its beginning', () => {
    expect(scan(Buffer.from(`a\nb ${token}\n`))).toEqual({
      secrets: [{ detector: 'github-token', line: 2, preview: 'gh…(40 characters)' }],
      unsearched: null,
    });
  });

  it('keeps nothing of a file without secrets', () => {
    expect(scan(Buffer.from('nothing here\n'.repeat(10_000)))).toBeNull();
    expect(scan(Buffer.alloc(0))).toBeNull();
  });

  it('finds the same however the file is cut into chunks', () => {
    const filler = 'some words of no meaning\n';
    const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 });
    const gap = fc.integer({ min: 0, max: 8_000 });
    fc.assert(
      fc.property(sizes, fc.tuple(gap, gap, gap), (chunks, [first, second, third]) => {
        const parts = [
          filler.repeat(first),
          `${token}\n`,
          filler.repeat(second),
          `${key}\n`,
          filler.repeat(third),
          url,
        ];
        const content = Buffer.from(parts.join(''));
        const lines = [1 + first, 2 + first + second, 2 + first + second + key.split('\n').length + third];
        expect(found(scan(content, { chunks }))).toEqual([
          `github-token:${lines[0]}`,
          `private-key:${lines[1]}`,
          `url-password:${lines[2]}`,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('finds a secret at every place around the border of two pieces', () => {
    for (const offset of [...Array(80).keys()].map((step) => 131_072 - 16_384 - 300 + step * 8)) {
      const content = Buffer.concat([
        Buffer.alloc(offset, '.\n'),
        Buffer.from(`${token}\n`),
        Buffer.alloc(60_000, '-\n'),
      ]);
      expect(found(scan(content, { chunks: [4_096] })), `at ${offset}`).toEqual([
        `github-token:${1 + offset / 2}`,
      ]);
    }
  });

  it('believes in programs only what has an unmistakable form, without lines', () => {
    const content = Buffer.concat([Buffer.from('\x7fELF\0\0'), Buffer.from(`\0${token}\0${key}\0${url}\0`)]);
    expect(scan(content)?.secrets).toEqual([
      { detector: 'github-token', line: null, preview: 'gh…(40 characters)' },
    ]);
  });

  it('looks at the first bytes of what is no text', () => {
    const head = Buffer.concat([Buffer.alloc(searchedBinaryBytes - 1_000), Buffer.from(` ${token} `)]);
    expect(found(scan(head, { chunks: [65_536] }))).toEqual(['github-token:null']);
    const far = Buffer.concat([Buffer.alloc(searchedBinaryBytes + 1_000_000), Buffer.from(` ${token} `)]);
    expect(scan(far, { chunks: [65_536] })).toBeNull();
  });

  it('passes over the programs and libraries of packages, and reads their texts', () => {
    const program = Buffer.concat([Buffer.from('\x7fELF\0\0'), Buffer.from(` ${token} `)]);
    expect(scan(program, { path: 'usr/lib/x86_64-linux-gnu/libx.so.1' })).toBeNull();
    expect(found(scan(program, { path: 'usr/local/bin/tool' }))).toEqual(['github-token:null']);
    expect(found(scan(Buffer.from(token), { path: 'usr/bin/tool' }))).toEqual(['github-token:1']);
  });

  it('says so when it gives up on a file that is made of secrets', () => {
    const extract = scan(Buffer.from(`${token}\n`.repeat(1_000)));
    expect(extract?.secrets).toHaveLength(100);
    expect(extract?.unsearched).toContain('more than 100');
  });

  it('ends in time on a file that is made to waste it, and says what it left out', () => {
    const content = Buffer.from('-----BEGIN PRIVATE KEY '.repeat(300_000));
    const start = processorTime();
    expect(scan(content, { chunks: [65_536] })?.unsearched).toContain('looks like secrets');
    expect(processorTime() - start).toBeLessThan(10_000);
  });

  it('asks more of a weak form in a file of a package', () => {
    const content = Buffer.from('redis://cache:' + 'correcthorse@cache.internal');
    expect(found(scan(content))).toEqual(['url-password:1']);
    expect(scan(content, { path: 'app/node_modules/x/index.js' })).toBeNull();
    expect(found(scan(Buffer.from(url), { path: 'app/node_modules/x/index.js' }))).toEqual([
      'url-password:1',
    ]);
  });

  it('takes more or fewer bytes than were announced', () => {
    const scanner = new SecretScanner('a', 10);
    scanner.write(Buffer.from(`${token}\n`.repeat(3)));
    expect(scanner.end()).toBeNull();
    const short = new SecretScanner('a', 1_000_000);
    short.write(Buffer.from(`${token}\n`));
    expect(found(short.end())).toEqual(['github-token:1']);
  });
});
