import { z } from 'zod';
import { defineCheck } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';

const megabyte = 1024 * 1024;
const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MiB`;

/** Measures the regular files after all layers are applied, in bytes; what upper layers delete does not count. */
export const imageSizeCheck = defineCheck({
  id: 'image-size',
  title: { en: 'Image larger than the limit', zh: '镜像体积过大' },
  area: 'image',
  inputs: ['image'],
  severity: 'info',
  parameters: z.object({
    max_bytes: z
      .int()
      .min(1)
      .default(500 * megabyte)
      .describe('Bytes of all files together.'),
  }),
  remediation: {
    en: 'Copy only what runs into the last stage of a multi-stage build, and take a smaller base.',
    zh: '使用多阶段构建，仅把运行所需文件复制到最后阶段，并选用更小的基础镜像。',
  },
  references: { cis: ['4.3'], seed: ['§8.1'] },
  evaluate({ facts }, { max_bytes }) {
    const { bytes } = facts.rootfs.files;
    if (bytes > max_bytes) {
      const message = {
        en: `The image's files take ${megabytes(bytes)}, more than the ${megabytes(max_bytes)} allowed.`,
        zh: `镜像中的文件共 ${megabytes(bytes)}，超过允许的 ${megabytes(max_bytes)}。`,
      };
      const evidence = [{ fact: 'rootfs.files.bytes', value: String(bytes) }];
      return { result: 'fail', violations: [{ element: '', message, evidence }] };
    }
    const problem = fileIndexProblem(facts);
    if (!problem) return { result: 'pass' };
    const { en, zh } = describeProblem(problem);
    return {
      result: 'unknown',
      reason: { en: `The size is not known: ${en}.`, zh: `无法确定镜像大小：${zh}。` },
    };
  },
  examples: {
    good: [{ name: 'small', subject: anImageSubject() }],
    bad: [{ name: 'large', subject: anImageSubject({ rootfs: { files: { bytes: 600 * megabyte } } }) }],
  },
});
