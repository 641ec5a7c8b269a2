import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { isStorable } from '../database/storable-json.js';
import { AppError } from '../errors/app-error.js';

/** One place of a request that does not match its contract. */
export interface RequestIssue {
  /** `body`, `query`, `param` or `args`. */
  readonly in: string;
  /** `scope.findings[0]`. */
  readonly path: string;
  readonly detail: string;
}

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A validator's issues as the API shows them. */
export function issuesOf(issues: readonly SchemaIssue[], place: string, name?: string): RequestIssue[] {
  return issues.map((issue) => {
    const keys = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
    return { in: place, path: pathText(name ? [name, ...keys] : keys), detail: issue.message };
  });
}

function pathText(keys: readonly PropertyKey[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '');
}

/**
 * Refuses text that no store can hold: NUL characters and half surrogate pairs.
 * @throws AppError `invalid` with each place.
 */
export function refuseUnstorable(value: unknown, place: string, name?: string): void {
  const issues = [...unstorable(value, [])];
  if (issues.length === 0) return;
  throw new AppError('invalid', 'The request does not match its contract.', {
    errors: issuesOf(issues, place, name),
  });
}

/** No contract goes deeper; the call stack has an end. */
const deepest = 100;

/** Bodies are JSON: they hold no cycles, and their size is bounded. */
function* unstorable(value: unknown, path: readonly PropertyKey[]): Generator<SchemaIssue> {
  if (path.length > deepest) {
    yield { path: path.slice(0, 1), message: `nested deeper than ${deepest} levels` };
  } else if (typeof value === 'string') {
    if (!isStorable(value))
      yield { path, message: 'text may not hold NUL characters or half surrogate pairs' };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unstorable(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) yield* unstorable(field, [...path, key]);
  }
}

/** Parses every REST parameter that states a contract. */
export class ContractPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!metadata.schema) return value;
    refuseUnstorable(value, metadata.type, metadata.data);
    const parsed = await metadata.schema['~standard'].validate(value);
    if (!parsed.issues) return parsed.value;
    throw new AppError('invalid', 'The request does not match its contract.', {
      errors: issuesOf(parsed.issues, metadata.type, metadata.data),
    });
  }
}
