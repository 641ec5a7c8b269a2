import type { Text } from '../model/text.js';

/** One test of docker-bench-security (1.6, numbered as version 1.6.0 of the CIS benchmark; community tests `C.…`). */
export interface BenchTest {
  readonly id: string;
  /** Words of its description, in lower case: under its number older versions have other tests. */
  readonly topic: string;
  /** As the tool labels it; what some manual tests print all the same is a verdict. */
  readonly label: 'automated' | 'manual';
  /** The checks that its answer decides. */
  readonly checks: readonly string[];
  /** Checks of the same recommendation that its answer does not decide: they look at more than it does. */
  readonly related: readonly string[];
  /** Where our checks answer differently on the same facts, and why; null: they answer the same. */
  readonly difference: Text | null;
}

type Decides =
  readonly string[] | { readonly decides: readonly string[]; readonly related: readonly string[] };

function benchTest(
  label: BenchTest['label'],
  id: string,
  topic: string,
  checks: Decides,
  difference: Text | null,
): BenchTest {
  const { decides, related } = 'decides' in checks ? checks : { decides: checks, related: [] };
  return { id, topic, label, checks: decides, related, difference };
}

export function automated(
  id: string,
  topic: string,
  checks: Decides,
  difference: Text | null = null,
): BenchTest {
  return benchTest('automated', id, topic, checks, difference);
}

export function manual(id: string, topic: string, checks: Decides, difference: Text): BenchTest {
  return benchTest('manual', id, topic, checks, difference);
}

export function differs(en: string, zh: string): Text {
  return { en, zh };
}

/** Of a test that only prints that people should look. */
export const notDecided = differs(
  'It only says that people should look; ours decides it from facts where they are known.',
  '该测试仅提示人工检查；我们的检查项在事实已知时直接判定。',
);
