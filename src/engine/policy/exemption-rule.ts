import { hasLabel, type Labels } from '../model/labels.js';
import type { Severity } from '../model/severity.js';
import type { ApprovalRecord, EndConditions } from './exemption-end.js';
import { matchesGlob } from './glob.js';
import { isPurlRange, matchesPurlRange } from './purl-range.js';
import { repositoryOf } from './repository.js';

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
  /**
   * Package URLs, whole, without qualifiers, without version, or with a range of versions (`pkg:npm/lodash@>=4 <5`);
   * with this key checks are not covered.
   */
  readonly components?: readonly string[];
  /** Ids or digests of targets. */
  readonly targets?: readonly string[];
  /** Globs over the repositories (`registry/team/app`) that the target is referred to by; any of them may match. */
  readonly repositories?: readonly string[];
  /** Labels that were set on the target, `name=value` or `name` for any value; any of them may fit. */
  readonly labels?: readonly string[];
  /** Diff ids; what stands in no single layer is not covered. */
  readonly layers?: readonly string[];
  /** Globs over the path of the finding, the pointer in its document, and the name of the offending element. */
  readonly paths?: readonly string[];
}

/** An approved exemption, as the judge takes it. */
export interface ExemptionRule {
  readonly id: string;
  readonly scope: ExemptionScope;
  /** ISO 8601. It covers nothing from this instant on. */
  readonly expiresAt: string;
  /** What ends it earlier; absent: only what the policy forces. */
  readonly endsWhen?: EndConditions;
  /** What was known of what it covers when it was approved; absent: nothing. */
  readonly knownAtApproval?: ApprovalRecord;
}

/** Whose findings are judged. */
export interface JudgedTarget {
  readonly id: string;
  /** Digests that name it: of the image config, of the manifest. */
  readonly digests: readonly string[];
  /** Names it was found under: `registry/team/app:1.2`. */
  readonly references: readonly string[];
  /** That people set: those that an image brings along let it choose its own exemptions. Absent: none. */
  readonly labels?: Labels;
}

/** What an exemption is held against. */
export interface ExemptionSubject {
  readonly fingerprint: string;
  /** Null for vulnerabilities. */
  readonly check: string | null;
  /** Every id of the flaw, in upper case; empty for checks. */
  readonly vulnerabilities: readonly string[];
  /** Every form of the component's package URL, that without a version last; empty for checks. */
  readonly components: readonly string[];
  /** What the component's version is compared in; null for checks. */
  readonly version: { readonly ecosystem: string; readonly text: string } | null;
  /** Diff id; null: no single layer. */
  readonly layer: string | null;
  /** What the globs of a scope are held against. */
  readonly paths: readonly string[];
  /** What people call the flaw; null for checks. */
  readonly flaw: string | null;
  readonly severity: Severity;
  readonly fixedVersion: string | null;
  readonly isKnownExploited: boolean;
  /** EPSS, 0 to 1. */
  readonly exploitScore: number | null;
}

const scopeKeys = [
  'findings',
  'checks',
  'vulnerabilities',
  'components',
  'targets',
  'repositories',
  'labels',
  'layers',
  'paths',
] as const;

/** Whether the rule is in force; a rule whose expiry cannot be read never is. */
export function isInForce(rule: ExemptionRule, now: Date): boolean {
  return now.getTime() < Date.parse(rule.expiresAt);
}

/** Whether the parts of the scope that name targets fit this one; true when the scope names none. */
export function concernsTarget({ scope }: ExemptionRule, target: JudgedTarget): boolean {
  if (scope.targets && !scope.targets.some((name) => name === target.id || target.digests.includes(name)))
    return false;
  if (scope.labels && !scope.labels.some((label) => hasLabel(target.labels ?? {}, label))) return false;
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
    (scope.components?.some((component) => coversComponent(component, subject)) ?? true) &&
    (scope.layers?.some((layer) => layer === subject.layer) ?? true) &&
    (scope.paths?.some((glob) => subject.paths.some((path) => matchesGlob(glob, path))) ?? true)
  );
}

function coversComponent(component: string, { components, version }: ExemptionSubject): boolean {
  if (components.includes(component)) return true;
  if (version === null || !isPurlRange(component)) return false;
  return matchesPurlRange(component, components.at(-1) ?? '', version.ecosystem, version.text);
}
