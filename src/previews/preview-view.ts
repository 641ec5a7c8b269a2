import type { PolicyPreview } from '../contracts/policy-preview.contract.js';
import type { PreviewRow } from './preview.table.js';

const mostNames = 500;
const mostOwners = 1_000;

/** The resource. */
export function presentPreview(row: PreviewRow): PolicyPreview {
  const { id, policy, hash, source, selectors, state, done, total, summary, exemptions, error } = row;
  const { requestedBy, createdAt, finishedAt } = row;
  return {
    ...{
      id,
      policy,
      hash,
      source,
      selectors,
      state,
      done,
      total,
      exemptions,
      error,
      requestedBy,
      createdAt,
      finishedAt,
    },
    flips: summary.flips,
    judgedFlips: summary.judgedFlips,
    findings: summary.findings,
    turns: turnsOf(summary),
    names: namesOf(summary),
    owners: ownersOf(summary),
  };
}

type Summary = PreviewRow['summary'];

function turnsOf({ turns }: Summary): PolicyPreview['turns'] {
  return Object.entries(turns)
    .map(([turn, targets]) => {
      const [from, to] = turn.split(' ') as [
        PolicyPreview['turns'][number]['from'],
        PolicyPreview['turns'][number]['to'],
      ];
      return { from, to, targets };
    })
    .sort((a, b) => b.targets - a.targets);
}

function namesOf({ names }: Summary): PolicyPreview['names'] {
  return Object.entries(names)
    .map(([key, counts]) => {
      const [change, kind, name] = JSON.parse(key) as [
        PolicyPreview['names'][number]['change'],
        PolicyPreview['names'][number]['kind'],
        string,
      ];
      return { change, kind, name, ...counts };
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, mostNames);
}

function ownersOf({ owners }: Summary): PolicyPreview['owners'] {
  return Object.entries(owners)
    .map(([owner, counts]) => ({ owner: owner === '' ? null : owner, ...counts }))
    .sort(
      (a, b) => b.flips - a.flips || b.targets - a.targets || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1),
    )
    .slice(0, mostOwners);
}
