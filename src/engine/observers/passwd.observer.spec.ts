import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { passwdObserver } from './passwd.observer.js';

const read = (content: string) => readFile(passwdObserver, 'etc/passwd', content);
const root = { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash' };

describe('passwdObserver', () => {
  it('wants /etc/passwd alone', () => {
    expect(
      ['etc/passwd', 'etc/passwd-', 'srv/etc/passwd'].filter((path) => passwdObserver.wants(path)),
    ).toEqual(['etc/passwd']);
  });

  it('reads the accounts', () => {
    const content = '# accounts\nroot:x:0:0:root:/root:/bin/bash\n\nnobody:*:65534:65534:Nobody:/:\n';
    expect(read(content)).toEqual({
      problem: null,
      extract: [root, { name: 'nobody', uid: 65_534, gid: 65_534, home: '/', shell: '' }],
    });
  });

  it('reads a last line without a line end, and an empty file', () => {
    expect(read('root:x:0:0:root:/root:/bin/bash')).toEqual({ problem: null, extract: [root] });
    expect(read('')).toEqual({ problem: null, extract: [] });
  });

  it('takes the greatest id', () => {
    expect(read('a:x:4294967295:4294967295::/:/bin/sh\n').extract).toMatchObject([{ uid: 4_294_967_295 }]);
  });

  it.each([
    ['a user id that is no number', 'a:x:zero:0::/:', 'line 2 gives "a" no id that is a number', 1],
    ['a negative user id', 'a:x:-1:0::/:', 'no id that is a number', 1],
    ['a user id beyond 32 bits', 'a:x:4294967296:0::/:', 'no id that is a number', 1],
    ['a hexadecimal user id', 'a:x:0x0:0::/:', 'no id that is a number', 1],
    ['an empty group id', 'a:x:1:::/:', 'no id that is a number', 1],
    ['too few fields', 'a:x:1:1', 'line 2 has 4 fields instead of 7', 2],
    ['too many fields', 'a:x:1:1::/:/bin/sh:more', 'line 2 has 8 fields instead of 7', 2],
    ['an entry without a name', ':x:0:0::/:/bin/sh', 'line 2 names no account', 1],
    ['accounts from elsewhere', '+::::::', 'line 2 takes accounts from elsewhere', 1],
  ])('reports %s and keeps the rest', (_, line, message, kept) => {
    const { extract, problem } = read(`root:x:0:0:root:/root:/bin/bash\n${line}\n`);
    expect(problem).toContain(message);
    expect(extract).toHaveLength(kept);
    expect(extract?.at(0)).toEqual(root);
  });
});
