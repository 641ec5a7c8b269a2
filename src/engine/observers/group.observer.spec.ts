import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { groupObserver } from './group.observer.js';

const read = (content: string) => readFile(groupObserver, 'etc/group', content);

describe('groupObserver', () => {
  it('wants /etc/group alone', () => {
    expect(['etc/group', 'etc/group-', 'etc/gshadow'].filter((path) => groupObserver.wants(path))).toEqual([
      'etc/group',
    ]);
  });

  it('reads the groups', () => {
    expect(read('root:x:0:\nadm:x:4:syslog,admin\n')).toEqual({
      problem: null,
      extract: [
        { name: 'root', gid: 0 },
        { name: 'adm', gid: 4 },
      ],
    });
  });

  it.each([
    ['a group id that is no number', 'adm:x:four:', 'line 2 gives "adm" no id that is a number', 1],
    ['too few fields', 'adm:x:4', 'line 2 has 3 fields instead of 4', 2],
    ['a line without fields', 'nonsense', 'line 2 has 1 fields instead of 4', 1],
  ])('reports %s and keeps the rest', (_, line, message, kept) => {
    const { extract, problem } = read(`root:x:0:\n${line}\n`);
    expect(problem).toContain(message);
    expect(extract).toHaveLength(kept);
  });
});
