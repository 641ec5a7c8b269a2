import { severities, type Severity } from '../model/severity.js';
import type { ExemptionScope } from './exemption-rule.js';
import type { ExemptionRules, requirable } from './exemption-rules-schema.js';

/** Severities of what an exemption covers; none: nothing that it covers is found yet. */
type Covered = readonly Severity[];
type PerSeverity<V> = { readonly [S in Severity]?: V | undefined };

/** The most days that it may live from its approval on; null: as long as it asks for. */
export function longestDays({ max_days: rule }: ExemptionRules, covered: Covered): number | null {
  const bounds = valuesOf(rule, covered);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** How many different keys must approve it. */
export function approversNeeded({ approvers: rule }: ExemptionRules, covered: Covered): number {
  return Math.max(1, ...valuesOf(rule, covered));
}

/** Roles of which whoever approves must have one, for each of the rules that apply. */
export function rolesNeeded(rules: ExemptionRules, covered: Covered, isBroad: boolean): string[][] {
  const byScope = isBroad && rules.broad === 'admin' ? [['admin']] : [];
  return [...valuesOf<string[]>(rules.approver_roles, covered), ...byScope];
}

/** What a request lacks that the policy requires. */
export function missingParts(
  rules: ExemptionRules,
  given: { readonly [part in (typeof requirable)[number]]: string | null },
): (typeof requirable)[number][] {
  const required = new Set(rules.reasons ? [...rules.require, 'category' as const] : rules.require);
  return [...required].filter((part) => given[part] === null);
}

/**
 * Whether a scope narrows down neither what nor where: a check, a package of any version or a path, everywhere. A flaw or a
 * fingerprint is narrow. Patterns of wildcards alone narrow nothing down.
 */
export function isBroadScope(scope: ExemptionScope): boolean {
  const { checks, components, layers, targets } = scope;
  if (scope.findings || scope.vulnerabilities) return false;
  const paths = scope.paths?.every(isNarrow) === true;
  const isSomewhere =
    targets !== undefined ||
    layers !== undefined ||
    scope.labels !== undefined ||
    scope.repositories?.every(isNarrow) === true;
  const isVersioned = components?.every((purl) => purl.lastIndexOf('@') > purl.lastIndexOf('/')) === true;
  const isSomething = checks !== undefined || components !== undefined || paths;
  return !(isSomething && (isSomewhere || isVersioned || (paths && checks !== undefined)));
}

function isNarrow(glob: string): boolean {
  return /[^*/]/.test(glob);
}

/** What applies to the severities; where one is not known, all of it does. */
function valuesOf<V extends number | string[]>(rule: V | PerSeverity<V> | undefined, covered: Covered): V[] {
  if (rule === undefined) return [];
  if (!isPerSeverity(rule)) return [rule];
  const isOpen = covered.length === 0 || (covered.includes('unknown') && rule.unknown === undefined);
  return (isOpen ? severities : covered).flatMap((severity): V[] => {
    const value = rule[severity];
    return value === undefined ? [] : [value];
  });
}

function isPerSeverity<V extends number | string[]>(rule: V | PerSeverity<V>): rule is PerSeverity<V> {
  return typeof rule === 'object' && !Array.isArray(rule);
}
