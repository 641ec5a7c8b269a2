import { z } from 'zod';
import type { Account, Group, ImageFacts } from '../model/facts.js';
import type { Text } from '../model/text.js';
import { listed } from '../model/text-parts.js';
import { defineCheck, type Outcome, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, problemWith } from './fact-problems.js';
import { outcomeOf } from './outcome.js';

const databases = ['/etc/passwd', '/etc/shadow', '/etc/group'];
const at = (path: string) => ({ path, layer: null, line: null });

function emptyPasswords({ shadow }: ImageFacts['rootfs']): Violation[] {
  return (shadow ?? [])
    .filter(({ state }) => state === 'empty')
    .map(({ name }) => ({
      element: `password ${name}`,
      message: {
        en: `The account ${name} has an empty password in /etc/shadow.`,
        zh: `/etc/shadow 中账户 ${name} 的密码为空。`,
      },
      location: at('/etc/shadow'),
      evidence: [{ fact: 'rootfs.shadow', value: `${name}: empty` }],
    }));
}

/** Every account with user id 0 but root itself; when none is called root, but the first. */
function extraRoots(accounts: readonly Account[]): Violation[] {
  const roots = accounts.filter(({ uid }) => uid === 0);
  const keeper = roots.find(({ name }) => name === 'root') ?? roots[0];
  return roots
    .filter((account) => account !== keeper)
    .map(({ name }) => ({
      element: `root ${name}`,
      message: {
        en: `The account ${name} has user id 0 in /etc/passwd and so is root under another name.`,
        zh: `/etc/passwd 中账户 ${name} 的 UID 为 0，等同于换了名字的 root。`,
      },
      location: at('/etc/passwd'),
      evidence: [{ fact: 'rootfs.accounts', value: `${name}: 0` }],
    }));
}

function sharedIds(
  entries: readonly { readonly name: string; readonly id: number }[],
  what: 'user' | 'group',
  path: string,
): Violation[] {
  const names = new Map<number, string[]>();
  for (const { name, id } of entries) {
    const sharing = names.get(id);
    if (sharing) sharing.push(name);
    else names.set(id, [name]);
  }
  return [...names]
    .filter(([, sharing]) => sharing.length > 1)
    .map(([id, sharing]) => ({
      element: `${what} ${id}`,
      message: sharedMessage(listed(sharing, 5), what, id, path),
      severity: 'low',
      location: at(path),
      evidence: [{ fact: path, value: `${id}: ${listed(sharing, 20).en}` }],
    }));
}

function sharedMessage(names: Text, what: 'user' | 'group', id: number, path: string): Text {
  return {
    en: `${names.en} share the ${what} id ${id} in ${path}.`,
    zh: `${path} 中 ${names.zh} 共用同一个 ${what === 'user' ? 'UID' : 'GID'} ${id}。`,
  };
}

const usersOf = (accounts: readonly Account[]) =>
  accounts.filter(({ uid }) => uid !== 0).map(({ name, uid }) => ({ name, id: uid }));
const groupsOf = (groups: readonly Group[]) => groups.map(({ name, gid }) => ({ name, id: gid }));

const noDatabase = {
  en: 'The image contains neither /etc/passwd nor /etc/shadow.',
  zh: '镜像中既没有 /etc/passwd，也没有 /etc/shadow。',
};

function doubtOf({ en, zh }: Text): Text {
  return {
    en: `Whether there are other weak accounts is not known: ${en}.`,
    zh: `无法确定是否还有其他薄弱账户：${zh}。`,
  };
}

/** An account database that is absent has no weak account; one that could not be read is unknown. */
export const imageAccountsCheck = defineCheck({
  id: 'image-accounts',
  title: { en: 'Weak account database in the image', zh: '镜像账户存在空密码或重复 UID' },
  area: 'image',
  inputs: ['image'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Lock the account (passwd -l NAME) or remove it, and give every account and group an id of its own.',
    zh: '锁定（passwd -l NAME）或删除该账户，并为每个账户和组分配唯一的 ID。',
  },
  references: { dockle: ['DKL-LI-0001', 'DKL-LI-0002'], nist: ['4.1.2'] },
  evaluate({ facts }): Outcome {
    const { accounts, shadow, groups } = facts.rootfs;
    const violations = [
      ...emptyPasswords(facts.rootfs),
      ...extraRoots(accounts ?? []),
      ...sharedIds(usersOf(accounts ?? []), 'user', '/etc/passwd'),
      ...sharedIds(groupsOf(groups ?? []), 'group', '/etc/group'),
    ];
    const problem = problemWith(facts, databases);
    if (problem) return outcomeOf(violations, doubtOf(describeProblem(problem)), at(problem.path));
    if (accounts === null && shadow === null && violations.length === 0) {
      return { result: 'not_applicable', reason: noDatabase };
    }
    return outcomeOf(violations);
  },
  examples: {
    good: [
      { name: 'locked root, own ids', subject: anImageSubject() },
      {
        name: 'no account database',
        subject: anImageSubject({ rootfs: { accounts: null, shadow: null, groups: null } }),
      },
    ],
    bad: [
      {
        name: 'an empty password',
        subject: anImageSubject({ rootfs: { shadow: [{ name: 'root', state: 'empty' }] } }),
      },
      {
        name: 'two groups with one id',
        subject: anImageSubject({
          rootfs: {
            groups: [
              { name: 'staff', gid: 50 },
              { name: 'games', gid: 50 },
            ],
          },
        }),
      },
    ],
  },
});
