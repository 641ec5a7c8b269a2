import { Option, type Command } from 'commander';
import { targetKinds, type TargetKind } from '../engine/model/facts.js';
import { labelsOf } from '../engine/model/labels.js';
import type { BindingSelectors } from '../engine/policy/binding.js';
import { eachLabel } from './label-flag.js';

/** Flags that choose targets as bindings do. */
export interface SelectorFlags {
  readonly repository?: string[];
  readonly kind?: TargetKind[];
  readonly label?: string[];
  readonly environment?: string[];
}

export function withSelectorFlags(command: Command): Command {
  return command
    .option('--repository <glob...>', 'repositories that targets are named by: "registry.example/team/**"')
    .addOption(new Option('--kind <kind...>', 'kinds of targets').choices([...targetKinds]))
    .option('--label <name=value>', 'a label that was set on the target; all of them count', eachLabel)
    .option('--environment <name...>', 'environments that were set on the target');
}

/** None given: those of every target. */
export function selectorsOf({ repository, kind, label, environment }: SelectorFlags) {
  return {
    ...(repository && { repositories: repository }),
    ...(kind && { kinds: kind }),
    ...(label && { labels: { ...labelsOf(label) } }),
    ...(environment && { environments: environment }),
  };
}

/** Which targets, in words. */
export function selectorText(selectors: BindingSelectors): string {
  const { repositories = [], kinds = [], labels = {}, environments = [] } = selectors;
  const parts = [
    ...repositories,
    ...kinds.map((kind) => `kind ${kind}`),
    ...Object.entries(labels).map(([label, value]) => `${label}=${value}`),
    ...environments.map((environment) => `in ${environment}`),
  ];
  return parts.join(', ') || 'everything';
}
