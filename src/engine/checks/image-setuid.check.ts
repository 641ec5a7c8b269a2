import { z } from 'zod';
import type { FileFact } from '../model/facts.js';
import { defineCheck, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';
import { outcomeOf } from './outcome.js';

const setuidBit = 0o4000;
const setgidBit = 0o2000;
const defaultBase = [
  '/usr/bin/passwd',
  '/usr/bin/chsh',
  '/usr/bin/chfn',
  '/usr/bin/gpasswd',
  '/usr/bin/newgrp',
  '/usr/bin/su',
  '/bin/su',
  '/usr/bin/mount',
  '/bin/mount',
  '/usr/bin/umount',
  '/bin/umount',
  '/usr/sbin/unix_chkpwd',
  '/usr/bin/chage',
  '/usr/bin/expiry',
  '/usr/bin/wall',
];

const example = (path: string): FileFact => ({
  path,
  mode: 0o4755,
  uid: 0,
  gid: 0,
  sizeBytes: 60_000,
  layer: `sha256:${'1'.repeat(64)}`,
});

function violationOf(file: FileFact, isOfBase: boolean): Violation {
  const bits = [file.mode & setuidBit ? 'setuid' : '', file.mode & setgidBit ? 'setgid' : ''].filter(Boolean);
  const mode = file.mode.toString(8);
  return {
    element: file.path,
    message: {
      en: `${file.path} is ${bits.join(' and ') || 'setuid or setgid'} (mode ${mode}, owner ${file.uid}:${file.gid})${isOfBase ? ' (usual in base images)' : ''}.`,
      zh: `${file.path} 设置了 ${bits.join(' 和 ') || 'setuid 或 setgid'} 位（权限 ${mode}，属主 ${file.uid}:${file.gid}）${isOfBase ? '，常见于基础镜像' : ''}。`,
    },
    ...(isOfBase ? {} : { severity: 'high' }),
    location: { path: file.path, layer: file.layer, line: null },
    evidence: [{ fact: 'rootfs.files.setuid', value: `${file.path} ${mode}` }],
  };
}

/** File capabilities are not among the facts yet, so this check speaks of the mode bits alone. */
export const imageSetuidCheck = defineCheck({
  id: 'image-setuid',
  title: { en: 'setuid or setgid binaries', zh: '存在 setuid/setgid 文件' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    allow_paths: z
      .array(z.string().max(4096))
      .max(1000)
      .default([])
      .describe('Files that may have the bits.'),
    base_allow: z
      .array(z.string().max(4096))
      .max(1000)
      .default(defaultBase)
      .describe('Files usual in base images: reported at the default severity, all others as high.'),
  }),
  remediation: {
    en: 'Strip the bits before the USER instruction: RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +',
    zh: '在 USER 指令之前清除这些权限位：RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +',
  },
  references: { cis: ['4.8'], bench: ['4.8'], dockle: ['CIS-DI-0008'], nist: ['4.1.2'] },
  evaluate({ facts }, parameters) {
    const allowed = new Set(parameters.allow_paths);
    const base = new Set(parameters.base_allow);
    const violations = facts.rootfs.files.setuid
      .filter(({ path }) => !allowed.has(path))
      .map((file) => violationOf(file, base.has(file.path)));
    const problem = fileIndexProblem(facts);
    if (!problem) return outcomeOf(violations);
    const { en, zh } = describeProblem(problem);
    return outcomeOf(violations, {
      en: `Whether there are other setuid files is not known: ${en}.`,
      zh: `无法确定是否还有其他 setuid 文件：${zh}。`,
    });
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      {
        name: 'an allowed one',
        subject: anImageSubject({ rootfs: { files: { setuid: [example('/usr/bin/sudo')] } } }),
        parameters: { allow_paths: ['/usr/bin/sudo'] },
      },
    ],
    bad: [
      {
        name: 'one of the base',
        subject: anImageSubject({ rootfs: { files: { setuid: [example('/usr/bin/su')] } } }),
      },
      {
        name: 'another',
        subject: anImageSubject({ rootfs: { files: { setuid: [example('/usr/bin/sudo')] } } }),
      },
    ],
  },
});
