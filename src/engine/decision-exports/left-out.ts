import type { DecidedExemption, DecisionSource } from './decision-export.js';

/**
 * Exemptions whose bounds rules cannot say: whoever uses the rules would waive more than was approved. Where the rules are
 * for one target or repository, what is bound to that is as narrow as they are.
 */
export function leftOutOf(
  exemptions: readonly DecidedExemption[],
  asked: { readonly targetId?: string | undefined; readonly repository?: string | undefined },
): DecisionSource['leftOut'] {
  if (asked.targetId !== undefined) return [];
  return exemptions.flatMap(({ id, scope }) => {
    const isNarrow = scope.targets ?? scope.findings ?? scope.layers;
    if (isNarrow)
      return [{ id, reason: 'it holds for single targets or layers; write the rules of a target' }];
    if (scope.labels)
      return [{ id, reason: 'it holds for targets with a label; write the rules of a target' }];
    if (!scope.repositories || asked.repository !== undefined) return [];
    return [{ id, reason: 'it holds for single repositories; write the rules of a repository' }];
  });
}
