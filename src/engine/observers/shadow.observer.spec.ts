import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { shadowObserver } from './shadow.observer.js';

const read = (content: string) => readFile(shadowObserver, 'etc/shadow', content);

describe('shadowObserver', () => {
  it('wants /etc/shadow alone', () => {
    expect(['etc/shadow', 'etc/shadow-', 'etc/gshadow'].filter((path) => shadowObserver.wants(path))).toEqual(
      ['etc/shadow'],
    );
  });

  it.each([
    ['', 'empty'],
    ['*', 'locked'],
    ['!', 'locked'],
    ['!!', 'locked'],
    ['!$6$salt$hash', 'locked'],
    ['*LK*', 'locked'],
    ['$6$salt$hash', 'hash'],
    ['$y$j9T$salt$hash', 'hash'],
    ['aB3xyzDESabcd', 'hash'],
  ])('of the password field %j: %s', (password, state) => {
    expect(read(`root:${password}:19000:0:99999:7:::\n`)).toEqual({
      problem: null,
      extract: [{ name: 'root', state }],
    });
  });

  it('never keeps or reports a hash, wherever in the line it stands', () => {
    const field = fc.constantFrom('root', '', '0', '$6$salt$SECRETHASH', '!$6$salt$SECRETHASH', 'x');
    fc.assert(
      fc.property(fc.array(field, { maxLength: 10 }), (fields) => {
        expect(JSON.stringify(read(`${fields.join(':')}\n`))).not.toContain('SECRETHASH');
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a name alone', 'daemon', 'line 2 has 1 fields instead of 9', 1],
    ['too few fields', 'daemon:*:1', 'line 2 has 3 fields instead of 9', 2],
    ['a hash instead of a name', '$6$a$b:*:::::::', 'line 2 begins with no account name', 1],
  ])('reports %s and keeps the rest', (_, line, message, kept) => {
    const { extract, problem } = read(`root:*:19000:0:99999:7:::\n${line}\n`);
    expect(problem).toContain(message);
    expect(extract).toHaveLength(kept);
  });

  it('takes the name of a computer account', () => {
    expect(read('host$:*:::::::\n').extract).toEqual([{ name: 'host$', state: 'locked' }]);
  });
});
