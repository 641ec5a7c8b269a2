import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import { defineCheck, type Text } from './check.js';
import { anImageSubject } from './example-facts.js';

const location = { path: 'config.user', layer: null, line: null };
/** Engines refuse user ids above 2^31 - 1. */
const highestUserId = 2_147_483_647;

const noUser = {
  en: 'The image sets no user, so its processes run as root.',
  zh: '镜像未设置用户，进程将以 root 身份运行。',
};

/** The user id that a `USER` resolves to, as container engines do: the first line whose name or id is the text. */
function resolveUser(user: string, accounts: ImageFacts['rootfs']['accounts']): number | null {
  const account = accounts?.find(({ name, uid }) => name === user || String(uid) === user);
  if (account) return account.uid;
  const uid = /^\d{1,20}$/.test(user) ? Number(user) : null;
  return uid !== null && uid <= highestUserId ? uid : null;
}

/** The image's own default user; what a workload overrides is the workload's matter. */
export const imageUserRootCheck = defineCheck({
  id: 'image-user-root',
  title: { en: "Image's default user is root", zh: '镜像默认用户为 root' },
  area: 'image',
  inputs: ['image'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Make USER with a numeric id above 0 the last user instruction of the Dockerfile, such as USER 65532:65532; with a distroless base use its nonroot tag.',
    zh: '在 Dockerfile 中将最后一条 USER 指令设为大于 0 的数字 ID，例如 USER 65532:65532；使用 distroless 基础镜像时请选择 nonroot 标签。',
  },
  references: {
    cis: ['4.1'],
    bench: ['4.1'],
    trivy: ['DS-0002'],
    dockle: ['CIS-DI-0001'],
    nist: ['4.1.2'],
    seed: ['§3.1', '§3.3', '§8.1'],
  },
  evaluate({ facts }) {
    const configured = facts.config.user;
    const user = configured.split(':')[0] ?? '';
    const fail = (message: Text) => ({
      result: 'fail' as const,
      violations: [
        { element: '', message, location, evidence: [{ fact: 'config.user', value: configured }] },
      ],
    });
    if (user === '') return fail(noUser);
    const uid = user === 'root' ? 0 : resolveUser(user, facts.rootfs.accounts);
    if (uid === 0) {
      return fail({
        en: `The image's user is "${configured}", which is root (user id 0).`,
        zh: `镜像的默认用户“${configured}”就是 root（UID 0）。`,
      });
    }
    if (uid !== null) return { result: 'pass' };
    const reason = {
      en: `The image's user "${configured}" is neither in /etc/passwd nor a valid user id, so whether it is root is not known.`,
      zh: `镜像的默认用户“${configured}”既不在 /etc/passwd 中，也不是有效的 UID，因此无法确定它是否为 root。`,
    };
    return { result: 'unknown', reason, location };
  },
  examples: {
    good: [
      { name: 'a numeric user', subject: anImageSubject({ config: { user: '1000' } }) },
      { name: 'a user of /etc/passwd', subject: anImageSubject({ config: { user: 'nonroot' } }) },
    ],
    bad: [
      { name: 'no user', subject: anImageSubject({ config: { user: '' } }) },
      { name: 'root with a group', subject: anImageSubject({ config: { user: '0:0' } }) },
    ],
  },
});
