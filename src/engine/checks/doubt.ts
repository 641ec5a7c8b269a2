import type { FactProblem, ImageFacts } from '../model/facts.js';
import type { FileHygiene } from '../model/file-hygiene.js';
import type { Text } from '../model/text.js';
import { describeProblem, fileIndexProblem } from './fact-problems.js';

/** What is not known, and why, in one sentence; null when nothing stands against it. */
export function doubtAbout(what: Text, problem: FactProblem | null): Text | null {
  return problem && because(what, describeProblem(problem));
}

/** What is not known, and why, in one sentence. */
export function because(what: Text, why: Text): Text {
  return { en: `${what.en}: ${why.en}.`, zh: `${what.zh}：${why.zh}。` };
}

const neverLookedAt = {
  en: 'the image was scanned before this was looked at; scan it again',
  zh: '该镜像的扫描早于此项检查，请重新扫描',
};

/** What the files tell, and why that may not be all; `hygiene` is null when it was never looked at. */
export function hygieneOf(
  facts: ImageFacts,
  what: Text,
): { readonly hygiene: FileHygiene | null; readonly doubt: Text | null } {
  const hygiene = facts.rootfs.hygiene ?? null;
  if (!hygiene) return { hygiene, doubt: because(what, neverLookedAt) };
  return { hygiene, doubt: doubtAbout(what, fileIndexProblem(facts)) };
}
