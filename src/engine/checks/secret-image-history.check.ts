import { z } from 'zod';
import { defineCheck, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import type { ConfigSecret } from '../model/facts.js';
import { secretTitle } from './file-secrets.js';
import { outcomeOf } from './outcome.js';

const notSearched = {
  en: 'History and labels were not searched for secrets; scan the image again.',
  zh: '尚未在构建历史与标签中查找敏感信息，请重新扫描镜像。',
};
const noHistory = { en: 'The image has no history.', zh: '镜像没有构建历史。' };

function violationOf(
  { detector, place, name, preview }: ConfigSecret,
  index: number,
  all: readonly ConfigSecret[],
): Violation {
  const title = secretTitle(detector);
  const isHistory = place === 'history';
  const path = isHistory ? `history.${name}` : `config.labels.${name}`;
  const element = `${path} ${detector}`;
  const earlier = all.slice(0, index).filter((other) => {
    return other.place === place && other.name === name && other.detector === detector;
  }).length;
  return {
    element: earlier === 0 ? element : `${element} ${earlier + 1}`,
    message: {
      en: `${isHistory ? `Entry ${name} of the image's history` : `The label ${name}`} shows a secret: ${title.en} (${preview}).`,
      zh: `${isHistory ? `镜像构建历史第 ${name} 条` : `标签 ${name} `}泄露敏感信息：${title.zh}（${preview}）。`,
    },
    location: { path, layer: null, line: null },
    evidence: [{ fact: 'configSecrets', value: `${path} ${detector} ${preview}` }],
  };
}

/** History and labels can be read by whoever can pull the image; the environment is secret-env-literal's. */
export const secretImageHistoryCheck = defineCheck({
  id: 'secret-image-history',
  title: { en: 'Secret visible in image history or labels', zh: '镜像历史或标签泄露密钥' },
  area: 'secrets',
  inputs: ['image'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Build the image again with secret mounts (RUN --mount=type=secret) instead of ARG, ENV, LABEL or text in a command, and replace the secret with a new one.',
    zh: '改用 BuildKit 的 secret 挂载（RUN --mount=type=secret）重新构建，不要通过 ARG、ENV、LABEL 或命令文本传递，并更换该密钥。',
  },
  references: { cis: ['4.10'], dockle: ['CIS-DI-0010'], nist: ['4.1.4'], seed: ['§6.1'] },
  evaluate({ facts }) {
    const { configSecrets, history } = facts;
    const violations = (configSecrets ?? []).map(violationOf);
    if (!configSecrets) return outcomeOf(violations, notSearched);
    const isHistoryMissing = history.length === 0 && facts.layers.length > 0;
    return outcomeOf(violations, isHistoryMissing ? noHistory : null);
  },
  examples: {
    good: [{ name: 'no secret', subject: anImageSubject() }],
    bad: [
      {
        name: 'a token in a command',
        subject: anImageSubject({
          configSecrets: [
            { detector: 'github-token', place: 'history', name: '0', preview: 'gh…(40 characters)' },
          ],
        }),
      },
      {
        name: 'a password in a label',
        subject: anImageSubject({
          configSecrets: [
            { detector: 'url-password', place: 'label', name: 'database', preview: 'hu…(20 characters)' },
          ],
        }),
      },
    ],
  },
});
