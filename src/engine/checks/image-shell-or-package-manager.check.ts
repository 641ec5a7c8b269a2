import { z } from 'zod';
import { defineCheck, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';

function violationsFor(paths: readonly string[], fact: string, what: string): Violation[] {
  return paths.map((path) => ({
    element: path,
    message: `The image contains the ${what} ${path}.`,
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
      ...violationsFor(shells, 'rootfs.files.shells', 'shell'),
      ...violationsFor(packageManagers, 'rootfs.files.packageManagers', 'package manager'),
    ];
    const problem = fileIndexProblem(facts);
    const reason =
      problem &&
      `Whether there are other shells or package managers is not known: ${describeProblem(problem)}.`;
    if (violations.length > 0)
      return { result: 'fail', violations, ...(reason ? { undecided: reason } : {}) };
    return reason ? { result: 'unknown', reason } : { result: 'pass' };
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
