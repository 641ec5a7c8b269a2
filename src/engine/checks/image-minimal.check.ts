import { z } from 'zod';
import { defineCheck, type Text, type Violation } from './check.js';
import { doubtAbout, hygieneOf } from './doubt.js';
import { anImageSubject } from './example-facts.js';
import { fileIndexProblem } from './fact-problems.js';
import { type ImageClass, imageClasses, imageClassOf } from './image-class.js';
import { outcomeOf } from './outcome.js';

const unclear = {
  en: 'How much of an operating system the image holds is not known',
  zh: '无法确定镜像包含多少操作系统内容',
};

const contents: Readonly<Record<ImageClass, Text>> = {
  scratch: { en: 'no distribution', zh: '不含发行版' },
  distroless: { en: 'neither a shell nor a package manager', zh: '不含 shell 和包管理器' },
  minimal: { en: 'a shell and no package manager', zh: '含 shell，不含包管理器' },
  alpine: { en: 'the package manager apk', zh: '含包管理器 apk' },
  slim: { en: 'a package manager and no documents', zh: '含包管理器，不含文档' },
  full: { en: 'a package manager and what a whole distribution brings', zh: '含包管理器及完整发行版内容' },
};

function violationOf(found: ImageClass, allowed: readonly ImageClass[]): Violation {
  const { en, zh } = contents[found];
  return {
    element: '',
    message: {
      en: `By what it holds (${en}) the image is ${found}; allowed are ${allowed.join(', ')}.`,
      zh: `从内容看（${zh}），该镜像属于 ${found} 类；允许的类别为 ${allowed.join('、')}。`,
    },
    evidence: [{ fact: 'rootfs.files', value: found }],
  };
}

/**
 * Whatever could not be read may only add to what an image holds: a full one stays full. That Alpine has fewer findings
 * comes in part from how its advisories are published.
 */
export const imageMinimalCheck = defineCheck({
  id: 'image-minimal',
  title: { en: 'Base image larger than necessary', zh: '基础镜像不够精简' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    allow_classes: z
      .array(z.enum(imageClasses))
      .min(1)
      .default(['scratch', 'distroless', 'minimal', 'alpine', 'slim'])
      .describe(
        'Classes of images by what they hold: scratch, distroless (no shell, no package manager), minimal (no package manager), alpine, slim (no documents), full.',
      ),
  }),
  remediation: {
    en: "Build on a distroless base; where that cannot be, on Alpine or on the slim variant of the base's tag.",
    zh: '改用 distroless 基础镜像；若无法使用，则选择 Alpine 或该标签的 slim 变体。',
  },
  references: { cis: ['4.3'], bench: ['4.3'], nist: ['4.1.2'], seed: ['§4.2', '§9.1'] },
  evaluate({ facts }, { allow_classes: allowed }) {
    const found = imageClassOf(facts);
    if (found === null) return outcomeOf([], hygieneOf(facts, unclear).doubt);
    const problem = fileIndexProblem(facts);
    const violations = allowed.includes(found) ? [] : [violationOf(found, allowed)];
    if (problem && found !== 'full') return outcomeOf([], doubtAbout(unclear, problem));
    return outcomeOf(violations);
  },
  examples: {
    good: [
      { name: 'neither shell nor package manager', subject: anImageSubject() },
      {
        name: 'a package manager without documents',
        subject: anImageSubject({
          rootfs: { files: { packageManagers: ['/usr/bin/apt', '/usr/bin/dpkg'] } },
        }),
      },
    ],
    bad: [
      {
        name: 'a whole distribution',
        subject: anImageSubject({
          rootfs: {
            files: { packageManagers: ['/usr/bin/apt', '/usr/bin/dpkg'], shells: ['/bin/sh'] },
            hygiene: { documentCount: 2_000 },
          },
        }),
      },
      {
        name: 'Alpine, where only distroless is allowed',
        subject: anImageSubject({
          rootfs: { files: { packageManagers: ['/sbin/apk'], shells: ['/bin/sh'] } },
        }),
        parameters: { allow_classes: ['distroless'] },
      },
    ],
  },
});
