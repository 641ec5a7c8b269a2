import type { Text } from '../model/text.js';
import {
  bindingOf,
  compareBindings,
  fitsRepository,
  mismatchOf,
  repositoriesOf,
  specificityOf,
  type Binding,
  type BoundTarget,
  type Mismatch,
} from './binding.js';

export const bindingOutcomes = ['won', 'lost', 'no-match'] as const;
export type BindingOutcome = (typeof bindingOutcomes)[number];

/** What became of one binding for a target. */
export interface ExplainedBinding {
  readonly binding: Binding;
  readonly outcome: BindingOutcome;
  readonly reason: Text;
}

/** Why a target has the binding it has: for every binding, in their order, why it won, lost or does not fit. */
export function explainBindings(
  bindings: readonly Binding[],
  target: BoundTarget,
): { readonly winner: Binding | null; readonly explained: ExplainedBinding[] } {
  const ordered = [...bindings].sort(compareBindings);
  const winner = bindingOf(ordered, target);
  return { winner, explained: ordered.map((binding) => explain(binding, winner, target)) };
}

function explain(binding: Binding, winner: Binding | null, target: BoundTarget): ExplainedBinding {
  if (binding === winner) return { binding, outcome: 'won', reason: won(binding, target) };
  const mismatch = mismatchOf(binding.selectors, target) ?? repositoryMismatch(binding, target);
  if (mismatch) return { binding, outcome: 'no-match', reason: mismatches[mismatch](binding, target) };
  return { binding, outcome: 'lost', reason: lost(binding, winner) };
}

function repositoryMismatch({ selectors }: Binding, target: BoundTarget): Mismatch | null {
  const fits = repositoriesOf(target).some((repository) => fitsRepository(selectors, repository));
  return fits ? null : 'repositories';
}

const mismatches: Readonly<Record<Mismatch, (binding: Binding, target: BoundTarget) => Text>> = {
  kinds: ({ selectors: { kinds = [] } }, { kind }) => ({
    en: `It is for targets of the kind ${kinds.join(' or ')}; this is of the kind ${kind}.`,
    zh: `该绑定适用于类型为 ${kinds.join(' 或 ')} 的目标；此目标的类型为 ${kind}。`,
  }),
  labels: ({ selectors: { labels = {} } }, target) => {
    const missing = Object.entries(labels)
      .filter(([name, value]) => target.labels[name] !== value)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ');
    return {
      en: `It wants labels that were not set on the target: ${missing}.`,
      zh: `该绑定要求目标已设置以下标签：${missing}。`,
    };
  },
  environments: ({ selectors: { environments = [] } }, { labels }) => {
    const wanted = environments.join(', ');
    const set = labels['environment'];
    return set === undefined
      ? {
          en: `It is for the environments ${wanted}; none was set on the target.`,
          zh: `该绑定适用于环境 ${wanted}；此目标未设置环境。`,
        }
      : {
          en: `It is for the environments ${wanted}; that of the target is ${set}.`,
          zh: `该绑定适用于环境 ${wanted}；此目标的环境为 ${set}。`,
        };
  },
  repositories: ({ selectors: { repositories = [] } }, target) => {
    const wanted = repositories.join(', ');
    const names = repositoriesOf(target).filter((name) => name !== null);
    return names.length === 0
      ? {
          en: `It is for the repositories ${wanted}; the target has no name.`,
          zh: `该绑定适用于仓库 ${wanted}；此目标没有名称。`,
        }
      : {
          en: `It is for the repositories ${wanted}; the target is in ${names.join(', ')}.`,
          zh: `该绑定适用于仓库 ${wanted}；此目标位于 ${names.join(', ')}。`,
        };
  },
};

function won({ priority, mode }: Binding, target: BoundTarget): Text {
  if (repositoriesOf(target).length === 1) {
    return {
      en: `It fits, and no other one that fits comes before it (priority ${priority}).`,
      zh: `该绑定匹配，且没有其他匹配的绑定排在其前（优先级 ${priority}）。`,
    };
  }
  return {
    en: `Of the bindings that count for the names of the target it is the strictest (${mode}), and the first of these.`,
    zh: `在对该目标各名称生效的绑定中，它最严格（${mode}），且排序在前。`,
  };
}

function lost(binding: Binding, winner: Binding | null): Text {
  if (winner === null) {
    return {
      en: 'No binding fits another name of the target, so that the standard policy is enforced for it.',
      zh: '该目标的另一名称没有匹配的绑定，因此强制执行默认策略。',
    };
  }
  const { name } = winner;
  if (compareBindings(binding, winner) < 0) {
    return {
      en: `"${name}" counts for another name of the target, and is stricter (${winner.mode}).`,
      zh: `“${name}” 对该目标的另一名称生效，且更严格（${winner.mode}）。`,
    };
  }
  if (winner.priority !== binding.priority) {
    return {
      en: `"${name}" has the higher priority: ${winner.priority} against ${binding.priority}.`,
      zh: `“${name}” 的优先级更高：${winner.priority} 对 ${binding.priority}。`,
    };
  }
  const isAsSpecific = String(specificityOf(winner.selectors)) === String(specificityOf(binding.selectors));
  return isAsSpecific
    ? {
        en: `"${name}" is of the same priority and as specific; its name comes first.`,
        zh: `“${name}” 的优先级和具体程度相同；按名称排在前。`,
      }
    : {
        en: `"${name}" is of the same priority and more specific.`,
        zh: `“${name}” 的优先级相同，但更具体。`,
      };
}
