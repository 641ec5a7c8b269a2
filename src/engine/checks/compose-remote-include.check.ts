import { z } from 'zod';
import { composeCheck } from './compose-check.js';

const commit = '0123456789abcdef0123456789abcdef01234567';

export const composeRemoteIncludeCheck = composeCheck({
  id: 'compose-remote-include',
  title: { en: 'Remote include or build context not pinned', zh: '引用未固定的远程 Compose 或构建上下文' },
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Pin it to a commit or a digest, or keep a copy in the project.',
    zh: '固定到提交或摘要，或在项目中保存副本。',
  },
  references: { nist: ['4.1.5'] },
  evaluate({ includes }) {
    const loose = includes.filter(({ isRemote, isPinned }) => isRemote && !isPinned);
    return {
      faults: loose.map(({ reference, kind, place }) => ({
        element: `${kind} ${reference}`,
        place,
        fact: 'compose.includes',
        value: reference,
        message:
          kind === 'include'
            ? {
                en: `It includes ${reference}, which may be another one tomorrow.`,
                zh: `包含的 ${reference} 未固定，内容可能随时改变。`,
              }
            : {
                en: `It builds from ${reference}, which may be another one tomorrow.`,
                zh: `构建上下文 ${reference} 未固定，内容可能随时改变。`,
              },
      })),
    };
  },
  examples: {
    good: [
      {
        name: 'a commit',
        input: 'compose',
        text: `services:\n  web:\n    build: https://github.com/example/web.git#${commit}\n`,
      },
      {
        name: 'files of the project',
        input: 'compose',
        text: 'include: [db.yml]\nservices:\n  web:\n    build: .\n',
        files: { 'db.yml': 'services:\n  db:\n    image: postgres:17\n' },
      },
    ],
    bad: [
      {
        name: 'a branch to build from',
        input: 'compose',
        text: 'services:\n  web:\n    build:\n      context: https://github.com/example/web.git#main\n',
      },
      {
        name: 'an include without a digest',
        input: 'compose',
        text: 'include:\n  - oci://registry.example/shop/base:1\nservices:\n  web:\n    image: nginx:1.27\n',
      },
    ],
  },
});
