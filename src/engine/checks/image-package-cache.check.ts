import { z } from 'zod';
import type { PackageCache } from '../model/file-hygiene.js';
import { grouped } from '../model/grouped.js';
import { defineCheck, type Violation } from './check.js';
import { hygieneOf } from './doubt.js';
import { exampleLayer, anImageSubject } from './example-facts.js';
import { outcomeOf } from './outcome.js';

const kibibyte = 1024;
const kibibytes = (bytes: number) => `${(bytes / kibibyte).toFixed(1)} KiB`;
const unclear = {
  en: 'What package managers left behind is not known',
  zh: '无法确定包管理器遗留了多少缓存',
};

/** One violation for each cache, of all layers together. */
function violationsOf(caches: readonly PackageCache[], total: number, allowed: number): Violation[] {
  const byPath = grouped(caches, ({ path }) => path);
  return [...byPath].map(([path, parts]) => {
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const largest = parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    return {
      element: path,
      message: {
        en: `The layers hold ${kibibytes(bytes)} in the package cache ${path}; all caches together take ${kibibytes(total)}, ${kibibytes(allowed)} are allowed.`,
        zh: `各层在包缓存 ${path} 中共保留 ${kibibytes(bytes)}；全部缓存合计 ${kibibytes(total)}，最多允许 ${kibibytes(allowed)}。`,
      },
      location: { path, layer: largest.layer, line: null },
      evidence: [{ fact: 'rootfs.hygiene.packageCaches', value: `${path}: ${bytes}` }],
    };
  });
}

/** What a later layer deletes counts: it is pulled and stored all the same. */
export const imagePackageCacheCheck = defineCheck({
  id: 'image-package-cache',
  title: { en: 'Package-manager caches left in layers', zh: '镜像残留包管理缓存' },
  area: 'image',
  inputs: ['image'],
  severity: 'info',
  parameters: z.object({
    max_bytes: z
      .int()
      .min(0)
      .default(1024 * kibibyte)
      .describe('Bytes of all caches in all layers together.'),
  }),
  remediation: {
    en: 'Clean the cache in the RUN that fills it (rm -rf /var/lib/apt/lists/*, apk add --no-cache, pip install --no-cache-dir), or use a cache mount.',
    zh: '在产生缓存的同一条 RUN 中清理（rm -rf /var/lib/apt/lists/*、apk add --no-cache、pip install --no-cache-dir），或使用缓存挂载。',
  },
  references: {
    dockle: ['DKL-DI-0004', 'DKL-DI-0005'],
    hadolint: ['DL3009', 'DL3019', 'DL3042'],
    nist: ['4.1.2'],
    seed: ['§4.3'],
  },
  evaluate({ facts }, { max_bytes: allowed }) {
    const { hygiene, doubt } = hygieneOf(facts, unclear);
    const caches = hygiene?.packageCaches ?? [];
    const total = caches.reduce((sum, { bytes }) => sum + bytes, 0);
    return outcomeOf(total > allowed ? violationsOf(caches, total, allowed) : [], doubt);
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      {
        name: 'a little',
        subject: anImageSubject({
          rootfs: {
            hygiene: { packageCaches: [{ path: '/var/cache/apt', layer: exampleLayer, bytes: 1000 }] },
          },
        }),
      },
    ],
    bad: [
      {
        name: 'the lists of apt',
        subject: anImageSubject({
          rootfs: {
            hygiene: {
              packageCaches: [{ path: '/var/lib/apt/lists', layer: exampleLayer, bytes: 20_000_000 }],
            },
          },
        }),
      },
    ],
  },
});
