import { z } from 'zod';
import type { FileSecret, ImageFacts } from '../model/facts.js';
import { matchesGlob } from '../policy/glob.js';
import { secretDetectors } from '../secrets/index.generated.js';
import { inEach, listed } from '../model/text-parts.js';
import type { Text } from '../model/text.js';
import type { Violation } from './check.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';

export const allowedPaths = z
  .array(z.string().min(1).max(512))
  .max(1000)
  .default([])
  .describe('Files that may hold secrets; * stands for any characters but a slash, ** for any.');

/** What a detector finds, as messages name it. */
export function secretTitle(id: string): Text {
  return secretDetectors.find((detector) => detector.id === id)?.title ?? { en: id, zh: id };
}

/** One violation for each kind of secret in each file, whatever layers and lines it stands in. */
export function fileSecretViolations(
  secrets: readonly FileSecret[],
  allowed: readonly string[],
): Violation[] {
  const groups = new Map<string, FileSecret[]>();
  for (const secret of secrets) {
    if (allowed.some((pattern) => matchesGlob(pattern, secret.path))) continue;
    const key = `${secret.path} ${secret.detector}`;
    groups.set(key, [...(groups.get(key) ?? []), secret]);
  }
  return [...groups].map(([element, group]) => violationOf(element, group));
}

/** Why there may be more secrets in files than are known; null: every layer was searched. */
export function searchDoubt(facts: ImageFacts): Text | null {
  if (!facts.rootfs.secrets) {
    return {
      en: 'The layers were not searched for secrets; scan the image again.',
      zh: '尚未在各层中查找敏感信息，请重新扫描镜像。',
    };
  }
  const problem = facts.rootfs.secrets.unsearched[0] ?? fileIndexProblem(facts);
  if (!problem) return null;
  const { en, zh } = describeProblem(problem);
  return {
    en: `Whether there are other secrets is not known: ${en}.`,
    zh: `无法确定是否还有其他敏感信息：${zh}。`,
  };
}

/** @param group at least one secret, all of one detector and path. */
function violationOf(element: string, group: readonly FileSecret[]): Violation {
  const shown = group.find(({ deletedLater }) => !deletedLater) ?? group.at(-1)!;
  const { path, layer, line, detector } = shown;
  const title = secretTitle(detector);
  const places = listed(
    group.map((secret) => `${secret.line === null ? '' : `${secret.line}: `}${secret.preview}`),
  );
  const severity = secretDetectors.find(({ id }) => id === detector)?.severity;
  const end: Text = shown.deletedLater
    ? {
        en: '; a later layer deletes or replaces the file, but who has the image has it',
        zh: '；后续层虽已删除或替换该文件，但仍可从镜像中取出',
      }
    : { en: '', zh: '' };
  return {
    element,
    message: inEach((language) =>
      language === 'en'
        ? `${path} holds a secret: ${title.en} (${places.en})${end.en}.`
        : `${path} 中含有敏感信息：${title.zh}（${places.zh}）${end.zh}。`,
    ),
    ...(severity ? { severity } : {}),
    location: { path, layer, line },
    evidence: group.map(({ preview, ...where }) => ({
      fact: 'rootfs.secrets.found',
      value: `${where.path}${where.line === null ? '' : `:${where.line}`} ${detector} ${preview}`,
    })),
  };
}
