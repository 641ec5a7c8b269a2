import type { z } from 'zod';
import type { Check } from './check.js';
import { checks } from './index.generated.js';

const byId: ReadonlyMap<string, Check> = new Map(checks.map((check): [string, Check] => [check.id, check]));

const strictById: ReadonlyMap<string, z.ZodObject> = new Map(
  checks.map((check): [string, z.ZodObject] => [check.id, check.parameters.strict()]),
);

/** The check of this id; undefined when this version of the product has none. */
export function findCheck(id: string): Check | undefined {
  return byId.get(id);
}

/** The check's parameters as a policy may write them: unknown ones are refused. */
export function strictParameters(check: Check): z.ZodObject {
  return strictById.get(check.id) ?? check.parameters.strict();
}

/** Names of the packages that any check looks at, sorted. */
export function watchedComponentNames(): string[] {
  return [...new Set(checks.flatMap(({ componentNames }: Check) => componentNames ?? []))].sort();
}

/** Ids of the checks that somebody may vouch for, sorted. */
export function attestableCheckIds(): string[] {
  return checks.flatMap((check: Check) => (check.isAttestable ? check.id : [])).sort();
}

/** Every check's id, sorted. */
export function checkIds(): string[] {
  return [...byId.keys()].sort();
}
