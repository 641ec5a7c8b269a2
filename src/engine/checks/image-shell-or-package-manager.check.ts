import { z } from 'zod';
import { defineCheck, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';
import { outcomeOf } from './outcome.js';

const shell = { en: 'shell', zh: ' shell' };
const packageManager = { en: 'package manager', zh: '包管理器' };

function violationsFor(paths: readonly string[], fact: string, what: Text): Violation[] {
  return paths.map((path) => ({
    element: path,
    message: { en: `The image contains the ${what.en} ${path}.`, zh: `镜像包含${what.zh} ${path}。` },
    location: { path, layer: null, line: null },
    evidence: [{ fact, value: path }],
  }));
}

/** What an intruder would use first, and an application in production rarely needs. */
export const imageShellOrPackageManagerCheck = defineCheck({
  id: 'image-shell-or-package-manager',
  title: { en: 'Shell or package manager in the final image', zh: '镜像包含 shell 或包管理器' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Build in one stage and copy the result into a distroless or scratch one.',
    zh: '采用多阶段构建，将产物复制到 distroless 或 scratch 运行阶段。',
  },
  references: { cis: ['4.3'], nist: ['4.1.2'], seed: ['§4.2'] },
  evaluate({ facts }) {
    const { shells, packageManagers } = facts.rootfs.files;
    const violations = [
      ...violationsFor(shells, 'rootfs.files.shells', shell),
      ...violationsFor(packageManagers, 'rootfs.files.packageManagers', packageManager),
    ];
    const problem = fileIndexProblem(facts);
    if (!problem) return outcomeOf(violations);
    const { en, zh } = describeProblem(problem);
    return outcomeOf(violations, {
      en: `Whether there are other shells or package managers is not known: ${en}.`,
      zh: `无法确定是否还有其他 shell 或包管理器：${zh}。`,
    });
  },
  examples: {
    good: [{ name: 'neither', subject: anImageSubject() }],
    bad: [
      { name: 'a shell', subject: anImageSubject({ rootfs: { files: { shells: ['/bin/sh'] } } }) },
      {
        name: 'a package manager',
        subject: anImageSubject({ rootfs: { files: { packageManagers: ['/usr/bin/apt'] } } }),
      },
    ],
  },
});
