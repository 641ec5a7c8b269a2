import {
  concernsTarget,
  coversFinding,
  type ExemptionScope,
  type ExemptionSubject,
  type JudgedTarget,
} from './exemption-rule.js';

export const hygieneIssues = ['unused', 'not-applied', 'shadowed', 'broader', 'expiring'] as const;
export type HygieneIssue = (typeof hygieneIssues)[number];

/** A finding in the scope of an exemption, and the exemption that covers it. */
export interface CoveredFinding {
  readonly subject: ExemptionSubject;
  readonly target: JudgedTarget;
  /** Id; null: none is applied to it. */
  readonly exemption: string | null;
}

/** What is untidy about an exemption in force. */
export interface Hygiene {
  readonly issues: readonly HygieneIssue[];
  /** Ids of the exemptions that cover all that it would cover. */
  readonly shadowedBy: readonly string[];
  /** Values of its scope by which it covers nothing: `checks: image-size`. */
  readonly unusedParts: readonly string[];
}

/** So many findings are held against each value of a scope. */
const mostCompared = 2_000;
const day = 86_400_000;
const valueKeys = [
  'findings',
  'checks',
  'vulnerabilities',
  'components',
  'targets',
  'repositories',
  'labels',
  'paths',
] as const satisfies (keyof ExemptionScope)[];

/**
 * Looks over an exemption that is in force.
 * @param covered all findings in its scope
 * @param days it is expiring when its end is no further away
 */
export function hygieneOf(
  exemption: { readonly id: string; readonly scope: ExemptionScope; readonly expiresAt: Date },
  covered: readonly CoveredFinding[],
  now: Date,
  days: number,
): Hygiene {
  const { id, scope, expiresAt } = exemption;
  const appliedTo = new Set(covered.map(({ exemption: applied }) => applied));
  const others = [...appliedTo].filter((applied) => applied !== null).sort();
  const isIdle = covered.length > 0 && !appliedTo.has(id);
  const isShadowed = isIdle && !appliedTo.has(null);
  const unusedParts = covered.length === 0 ? [] : partsWithout(scope, covered.slice(0, mostCompared));
  const found: Record<HygieneIssue, boolean> = {
    unused: covered.length === 0,
    'not-applied': isIdle && !isShadowed,
    shadowed: isShadowed,
    broader: unusedParts.length > 0,
    expiring: expiresAt.getTime() - now.getTime() <= days * day,
  };
  const issues = hygieneIssues.filter((issue) => found[issue]);
  return { issues, shadowedBy: isShadowed ? others : [], unusedParts };
}

function partsWithout(scope: ExemptionScope, covered: readonly CoveredFinding[]): string[] {
  return valueKeys.flatMap((key) =>
    (scope[key] ?? [])
      .filter((value) => {
        const alone = { id: '', scope: { [key]: [value] }, expiresAt: '' };
        return !covered.some(
          ({ subject, target }) => concernsTarget(alone, target) && coversFinding(alone, subject),
        );
      })
      .map((value) => `${key}: ${value}`),
  );
}
