import { describe, expect, it } from 'vitest';
import type { RootfsFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject, type Part } from './example-facts.js';
import { imageAccountsCheck } from './image-accounts.check.js';

const evaluate = (rootfs: Part<RootfsFacts>) =>
  evaluateExample(imageAccountsCheck, anImageSubject({ rootfs }));
const account = (name: string, uid: number) => ({ name, uid, gid: uid, home: '/', shell: '/bin/sh' });

describe('image-accounts', () => {
  it('passes for locked accounts with ids of their own', () => {
    expect(evaluate({ shadow: [{ name: 'root', state: 'hash' }] }).result).toBe('pass');
  });

  it('finds empty passwords, other roots, and shared ids as low', () => {
    const outcome = evaluate({
      accounts: [account('toor', 0), account('root', 0), account('a', 5), account('b', 5)],
      shadow: [{ name: 'b', state: 'empty' }],
      groups: [
        { name: 'staff', gid: 0 },
        { name: 'root', gid: 0 },
      ],
    });
    expect(elementsOf(outcome)).toEqual(['password b', 'root toor', 'user 5 (low)', 'group 0 (low)']);
  });

  it('keeps the first account with id 0 when none is called root', () => {
    expect(elementsOf(evaluate({ accounts: [account('admin', 0), account('toor', 0)] }))).toEqual([
      'root toor',
    ]);
  });

  it('does not apply without account databases', () => {
    expect(evaluate({ accounts: null, shadow: null, groups: null }).result).toBe('not_applicable');
  });

  it('does not take a database that could not be read for an absent one', () => {
    const problems = [{ path: '/etc/shadow', layer: null, detail: 'line 1 has no colon' }];
    expect(evaluate({ accounts: null, shadow: null, groups: null, problems }).result).toBe('unknown');
  });
});
