import { describe, expect, it } from 'vitest';
import { evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageUserRootCheck } from './image-user-root.check.js';

const accounts = [
  { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/sh' },
  { name: 'toor', uid: 0, gid: 0, home: '/root', shell: '/bin/sh' },
  { name: '1234', uid: 0, gid: 0, home: '/', shell: '/bin/sh' },
  { name: 'app', uid: 1000, gid: 0, home: '/', shell: '/bin/sh' },
];
const resultFor = (user: string, known: typeof accounts | null = accounts) =>
  evaluateExample(imageUserRootCheck, anImageSubject({ config: { user }, rootfs: { accounts: known } }));

describe('image-user-root', () => {
  it.each(['', ':0', 'root', 'root:app', '0', '00', '0:1000', 'toor', '1234'])(
    'fails for user "%s"',
    (user) => {
      expect(resultFor(user).result).toBe('fail');
    },
  );

  it.each(['1000', '1000:0', 'app', 'app:root', '65532:65532'])('passes for user "%s"', (user) => {
    expect(resultFor(user).result).toBe('pass');
  });

  it.each(['nobody', '-1', '4294967296', 'Root', ' 0', '1e3'])('does not know for user "%s"', (user) => {
    expect(resultFor(user)).toMatchObject({
      result: 'unknown',
      reason: { en: expect.stringContaining(`"${user}"`) },
    });
  });

  it('knows root and numbers without an account database, and no other name', () => {
    expect(['root', '0', '5', 'app'].map((user) => resultFor(user, null).result)).toEqual([
      'fail',
      'fail',
      'pass',
      'unknown',
    ]);
  });

  it('says which user the image has', () => {
    expect(resultFor('toor')).toMatchObject({
      violations: [
        {
          element: '',
          message: { en: 'The image\'s user is "toor", which is root (user id 0).' },
          evidence: [{ fact: 'config.user', value: 'toor' }],
        },
      ],
    });
  });
});
