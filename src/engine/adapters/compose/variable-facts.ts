import type { ComposeFacts } from '../../model/workload-document.js';
import { classifyEnvironment } from '../../secrets/redaction.js';
import { isSecretName } from '../../secrets/secret-names.js';
import type { ComposeNode } from './compose-node.js';

/** More are not told. */
const most = 1_000;

/** What a project leaves to the environment: variables without a value, and secrets that stand as defaults. */
export function variableFacts(
  root: ComposeNode,
): Pick<ComposeFacts, 'unresolvedVariables' | 'defaultLiterals'> {
  const unresolvedVariables: ComposeFacts['unresolvedVariables'][number][] = [];
  const defaultLiterals: ComposeFacts['defaultLiterals'][number][] = [];
  const visit = (node: ComposeNode): void => {
    if (node.members) {
      for (const [key, member] of node.members) if (!String(key).startsWith('x-')) visit(member);
      return;
    }
    const { unresolved = [], defaults = [] } = node.interpolated ?? {};
    if (unresolved.length + defaults.length === 0) return;
    const { place } = node.view;
    for (const name of unresolved)
      if (unresolvedVariables.length < most) unresolvedVariables.push({ name, place });
    for (const { name, value } of defaults) {
      const { valueClass, detections, preview } = classifyEnvironment(name, value);
      const isLiteral = valueClass === 'literal' || valueClass === 'placeholder';
      if (isLiteral && (isSecretName(name) || detections.length > 0) && defaultLiterals.length < most)
        defaultLiterals.push({ name, preview, place });
    }
  };
  visit(root);
  return { unresolvedVariables, defaultLiterals };
}

/** Places of texts with a `$` that begins no variable. */
export function invalidTexts(root: ComposeNode): ComposeNode[] {
  if (root.members) return [...root.members.values()].flatMap(invalidTexts).slice(0, most);
  return root.interpolated?.isInvalid ? [root] : [];
}
