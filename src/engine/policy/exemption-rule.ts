import { repositoryOf } from './repository.js';
import { matchesGlob } from './glob.js';

/**
 * What an exemption covers. All keys that are given must match, and within one key any value does. A scope without keys
 * matches nothing, and neither does a key with an empty list.
 */
export interface ExemptionScope {
  /** Fingerprints. */
  readonly findings?: readonly string[];
  /** Ids of checks; with this key vulnerabilities are not covered. */
  readonly checks?: readonly string[];
  /** Any id of a flaw, in any case; with this key checks are not covered. */
  readonly vulnerabilities?: readonly string[];
  /** Package URLs, whole, without qualifiers or without version; with this key checks are not covered. */
  readonly components?: readonly string[];
  /** Ids or digests of targets. */
  readonly targets?: readonly string[];
  /** Globs over the repositories (`registry/team/app`) that the target is referred to by; any of them may match. */
  readonly repositories?: readonly string[];
}

/** An approved exemption, as the judge takes it. */
export interface ExemptionRule {
  readonly id: string;
  readonly scope: ExemptionScope;
  /** ISO 8601. It covers nothing from this instant on. */
  readonly expiresAt: string;
}

/** Whose findings are judged. */
export interface JudgedTarget {
  readonly id: string;
  /** Digests that name it: of the image config, of the manifest. */
  readonly digests: readonly string[];
  /** Names it was found under: `registry/team/app:1.2`. */
  readonly references: readonly string[];
}

/** What an exemption is held against. */
export interface ExemptionSubject {
  readonly fingerprint: string;
  /** Null for vulnerabilities. */
  readonly check: string | null;
  /** Every id of the flaw, in upper case; empty for checks. */
  readonly vulnerabilities: readonly string[];
  /** Every form of the component's package URL; empty for checks. */
  readonly components: readonly string[];
}

const scopeKeys = ['findings', 'checks', 'vulnerabilities', 'components', 'targets', 'repositories'] as const;

/** Whether the rule is in force; a rule whose expiry cannot be read never is. */
export function isInForce(rule: ExemptionRule, now: Date): boolean {
  return now.getTime() < Date.parse(rule.expiresAt);
}

/** Whether the parts of the scope that name targets fit this one; true when the scope names none. */
export function concernsTarget({ scope }: ExemptionRule, target: JudgedTarget): boolean {
  if (scope.targets && !scope.targets.some((name) => name === target.id || target.digests.includes(name)))
    return false;
  if (!scope.repositories) return true;
  const repositories = target.references.map(repositoryOf);
  return scope.repositories.some((glob) => repositories.some((repository) => matchesGlob(glob, repository)));
}

/** Whether the rule covers the finding, on a target that it concerns. */
export function coversFinding({ scope }: ExemptionRule, subject: ExemptionSubject): boolean {
  if (scopeKeys.every((key) => scope[key] === undefined)) return false;
  return (
    (scope.findings?.includes(subject.fingerprint) ?? true) &&
    (scope.checks?.some((check) => check === subject.check) ?? true) &&
    (scope.vulnerabilities?.some((id) => subject.vulnerabilities.includes(id.toUpperCase())) ?? true) &&
    (scope.components?.some((component) => subject.components.includes(component)) ?? true)
  );
}
