import { z } from 'zod';
import { defineCheck, type Violation } from './check.js';
import { doubtAbout, hygieneOf } from './doubt.js';
import { anImageSubject } from './example-facts.js';
import { fileIndexProblem } from './fact-problems.js';
import { type ImageClass, imageClasses, imageClassOf } from './image-class.js';
import { outcomeOf } from './outcome.js';

const megabyte = 1024 * 1024;
const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MiB`;

const classUnclear = {
  en: 'What size the image may have is not known, as its class is not',
  zh: '无法确定镜像类别，因而无法确定其大小上限',
};

function violationOf(bytes: number, limit: number, found: ImageClass | null): Violation {
  return {
    element: '',
    message: {
      en: `The image's files take ${megabytes(bytes)}, more than the ${megabytes(limit)} allowed${found === null ? '' : ` to one that is ${found}`}.`,
      zh: `镜像中的文件共 ${megabytes(bytes)}，超过${found === null ? '' : ` ${found} 类镜像`}允许的 ${megabytes(limit)}。`,
    },
    evidence: [{ fact: 'rootfs.files.bytes', value: String(bytes) }],
  };
}

const bound = z.int().min(1).optional();
const parameters = z.object({
  max_bytes: z
    .int()
    .min(1)
    .default(500 * megabyte)
    .describe('Bytes of all files together, of an image whose class has no bound of its own.'),
  by_class: z
    .strictObject({
      scratch: bound,
      distroless: bound,
      minimal: bound,
      alpine: bound,
      slim: bound,
      full: bound,
    } satisfies Record<ImageClass, typeof bound>)
    .default({
      distroless: 200 * megabyte,
      alpine: 200 * megabyte,
      slim: 400 * megabyte,
      full: 1024 * megabyte,
    })
    .describe('Bytes by the class of the image, as image-minimal tells it.'),
});
const unclear = { en: 'The size is not known', zh: '无法确定镜像大小' };

/** Measures the regular files after all layers are applied, in bytes; what upper layers delete does not count. */
export const imageSizeCheck = defineCheck({
  id: 'image-size',
  title: { en: 'Image larger than the limit', zh: '镜像体积过大' },
  area: 'image',
  inputs: ['image'],
  severity: 'info',
  parameters,
  remediation: {
    en: 'Copy only what runs into the last stage of a multi-stage build, and take a smaller base.',
    zh: '使用多阶段构建，仅把运行所需文件复制到最后阶段，并选用更小的基础镜像。',
  },
  references: { cis: ['4.3'], seed: ['§8.1'] },
  evaluate({ facts }, { max_bytes, by_class }) {
    const { bytes } = facts.rootfs.files;
    const limits = imageClasses.map((one) => by_class[one] ?? max_bytes);
    const problem = fileIndexProblem(facts);
    const found = problem ? null : imageClassOf(facts);
    // What was not read may only add to the size, and may change the class.
    const limit = found === null ? Math.max(...limits) : (by_class[found] ?? max_bytes);
    if (bytes > limit) return outcomeOf([violationOf(bytes, limit, found)]);
    if (problem) return outcomeOf([], doubtAbout(unclear, problem));
    if (found !== null || bytes <= Math.min(...limits)) return { result: 'pass' };
    return outcomeOf([], hygieneOf(facts, classUnclear).doubt);
  },
  examples: {
    good: [{ name: 'small', subject: anImageSubject() }],
    bad: [{ name: 'large', subject: anImageSubject({ rootfs: { files: { bytes: 600 * megabyte } } }) }],
  },
});
