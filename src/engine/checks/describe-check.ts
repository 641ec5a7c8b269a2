import { z } from 'zod';
import { isDecidedByBench } from '../docker-bench/bench-outcome.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { Check, CheckArea, CheckInput, FixSafety, References } from './check.js';

/** A check as it is told: all of it but what it does. */
export interface CheckDescription {
  readonly id: string;
  readonly title: Text;
  readonly area: CheckArea;
  readonly inputs: readonly CheckInput[];
  readonly severity: Severity;
  /** Name → JSON Schema with the default. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly remediation: Text;
  readonly references: References;
  /** Whether somebody may vouch for it where no program can decide it. */
  readonly isAttestable: boolean;
  /** Of the edits that can mend it; null: no program can tell what to change. */
  readonly fixSafety: FixSafety | null;
}

export function describeCheck(check: Check): CheckDescription {
  const { id, title, area, inputs, severity, remediation, references, fixSafety = null } = check;
  const { isAttestable = false } = check;
  const { properties } = z.toJSONSchema(check.parameters, { io: 'input' }) as {
    properties?: Record<string, unknown>;
  };
  return {
    id,
    title,
    area,
    inputs: isDecidedByBench(check) ? [...inputs, 'docker-bench'] : inputs,
    severity,
    parameters: properties ?? {},
    remediation,
    references,
    isAttestable,
    fixSafety,
  };
}

/** A parameter in words: what it takes, its default, what it means. */
export interface ParameterDescription {
  readonly name: string;
  readonly type: string;
  /** As JSON; null: it has none. */
  readonly standard: string | null;
  readonly meaning: string;
}

export function parametersOf({ parameters }: CheckDescription): ParameterDescription[] {
  return Object.entries(parameters).map(([name, schema]) => {
    const { description = '', default: standard } = schema as { description?: string; default?: unknown };
    return {
      name,
      type: typeText(schema),
      standard: standard === undefined ? null : JSON.stringify(standard),
      meaning: description,
    };
  });
}

/** `integer`, `one of "a", "b"`, `list of string`. */
function typeText(schema: unknown): string {
  const {
    enum: choices,
    type,
    items,
    anyOf,
  } = (schema ?? {}) as {
    enum?: unknown[];
    type?: string;
    items?: unknown;
    anyOf?: unknown[];
  };
  if (choices) return `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
  if (anyOf) return anyOf.map(typeText).join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeText(items)}`;
  return type ?? 'value';
}

/** Where the same rule stands elsewhere: `CIS 5.4`, `Trivy DS-0002`. */
export function referencesOf({ references }: Pick<CheckDescription, 'references'>): string[] {
  return Object.entries(references as Readonly<Record<string, readonly string[]>>).flatMap(
    ([catalogue, ids]) =>
      ids.length === 0 ? [] : [`${catalogueNames[catalogue] ?? catalogue} ${ids.join(', ')}`],
  );
}

const catalogueNames: Readonly<Record<string, string>> = {
  cis: 'CIS Docker',
  bench: 'docker-bench',
  trivy: 'Trivy',
  hadolint: 'hadolint',
  dockle: 'Dockle',
  pss: 'Pod Security',
  nist: 'NIST SP 800-190',
  falco: 'Falco',
  seed: 'hardening guide',
};
