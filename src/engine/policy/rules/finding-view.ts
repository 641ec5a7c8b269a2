import type { FoundComponent } from '../../model/component.js';
import type { Finding, Vulnerability } from '../../model/finding.js';
import type { Severity } from '../../model/severity.js';
import type { FieldsOf } from './container-view.js';
import { instantOf } from './target-view.js';
import { listOf, type FactObject } from './value.js';

const ranks: Readonly<Record<Severity, number | null>> = {
  critical: 4,
  high: 3,
  medium: 2,
  low: 1,
  info: 0,
  unknown: null,
};

export function componentView(component: FoundComponent): FactObject {
  const fields = {
    name: component.name,
    version: component.version,
    ecosystem: component.ecosystem,
    purl: component.purl,
    licence: component.licence ?? undefined,
    paths: listOf(component.paths),
    layer: component.layer ?? undefined,
    development: component.isDevelopment,
  } satisfies FieldsOf<'Component'>;
  return { kind: 'object', name: 'component', fields };
}

export function findingView(finding: Finding): FactObject {
  const { vulnerability, location } = finding;
  const fields = {
    kind: finding.kind,
    result: finding.result,
    id: vulnerability?.id ?? finding.check,
    aliases: listOf(vulnerability?.aliases ?? []),
    severity: finding.severity,
    severity_rank: ranks[finding.severity],
    score: vulnerability?.score ?? null,
    epss: vulnerability?.exploitScore ?? null,
    known_exploited: vulnerability?.isKnownExploited ?? false,
    fixed_version: vulnerability?.fixedVersion ?? undefined,
    published_at: instantOf(vulnerability?.publishedAt ?? null),
    component: vulnerability ? vulnerableView(vulnerability) : undefined,
    path: location?.path ?? undefined,
  } satisfies FieldsOf<'Finding'>;
  return { kind: 'object', name: 'finding', fields };
}

/** Of a vulnerable component less is kept than of one that was found. */
function vulnerableView({ component, location }: Vulnerability): FactObject {
  const fields = {
    name: component.name,
    version: component.version,
    ecosystem: component.ecosystem,
    purl: component.purl,
    licence: null,
    paths: listOf([location.path]),
    layer: location.layer ?? undefined,
    development: component.isDevelopment,
  } satisfies FieldsOf<'Component'>;
  return { kind: 'object', name: 'finding.component', fields };
}
