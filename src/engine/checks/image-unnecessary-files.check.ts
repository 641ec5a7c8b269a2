import { z } from 'zod';
import { developmentPatterns, type DevelopmentPattern } from '../model/development-names.js';
import type { DevelopmentFiles } from '../model/file-hygiene.js';
import { listed } from '../model/text-parts.js';
import { defineCheck, type Violation } from './check.js';
import { hygieneOf } from './doubt.js';
import { anImageSubject, exampleLayer } from './example-facts.js';
import { outcomeOf } from './outcome.js';

/** What tells of more than carelessness: history, credentials and settings. */
const telling: ReadonlySet<string> = new Set(['.git', '.env', '.aws', '.azure', '.gcp', '.npmrc']);
const unclear = {
  en: 'Whether there are other files of development is not known',
  zh: '无法确定是否还有其他开发文件',
};

function violationOf({ pattern, count, paths }: DevelopmentFiles): Violation {
  const names = listed(paths.map(({ path }) => path));
  const more = count - paths.length;
  const [first] = paths;
  return {
    element: pattern,
    message: {
      en: `The image contains ${count === 1 ? 'a file or folder' : `${count} files or folders`} of development (${pattern}): ${names.en}${more > 0 ? ', and others' : ''}.`,
      zh: `镜像包含 ${count} 处开发文件或目录（${pattern}）：${names.zh}${more > 0 ? ' 等' : ''}。`,
    },
    ...(telling.has(pattern) ? { severity: 'medium' as const } : {}),
    ...(first ? { location: { path: first.path, layer: first.layer, line: null } } : {}),
    evidence: paths
      .slice(0, 20)
      .map(({ path }) => ({ fact: 'rootfs.hygiene.developmentFiles', value: path })),
  };
}

const example = (pattern: DevelopmentPattern, path: string) =>
  anImageSubject({
    rootfs: {
      hygiene: { developmentFiles: [{ pattern, count: 1, paths: [{ path, layer: exampleLayer }] }] },
    },
  });

/** What packages bring along in their own folders is theirs, but for their tests. */
export const imageUnnecessaryFilesCheck = defineCheck({
  id: 'image-unnecessary-files',
  title: { en: 'Development files shipped in the image', zh: '镜像包含无关文件' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    names: z
      .array(z.enum(developmentPatterns))
      .max(100)
      .default([...developmentPatterns])
      .describe('Names of files and folders; * stands for any characters. Scans look for no others.'),
  }),
  remediation: {
    en: 'Name them in .dockerignore, and copy only what runs into the last stage.',
    zh: '将其写入 .dockerignore，并只把运行所需文件复制到最后阶段。',
  },
  references: { dockle: ['DKL-LI-0003'], nist: ['4.1.2'], seed: ['§4.3'] },
  evaluate({ facts }, parameters) {
    const names = new Set<string>(parameters.names);
    const { hygiene, doubt } = hygieneOf(facts, unclear);
    const found = (hygiene?.developmentFiles ?? []).filter(({ pattern }) => names.has(pattern));
    return outcomeOf(found.map(violationOf), doubt);
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      {
        name: 'one that the policy does not mind',
        subject: example('Dockerfile', '/app/Dockerfile'),
        parameters: { names: ['.git'] },
      },
    ],
    bad: [
      { name: 'a repository', subject: example('.git', '/app/.git') },
      { name: 'a copy of an editor', subject: example('*.swp', '/app/.main.c.swp') },
    ],
  },
});
