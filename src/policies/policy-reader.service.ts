import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import {
  loadParents,
  parsePolicy,
  type ParentPolicy,
  type ParsedPolicy,
} from '../engine/policy/policy-document.js';
import { policyReference } from '../engine/policy/policy-reference.js';
import { validatePolicy, type Policy } from '../engine/policy/policy-schema.js';
import { runPolicyTests } from '../engine/policy/run-policy-tests.js';
import { AppError } from '../platform/errors/app-error.js';
import { PolicyVersionTable, type PolicyVersionRow } from './policy.table.js';

export type ReadPolicy = Extract<ParsedPolicy, { readonly ok: true }>;

/** Reads documents together with the published policies that they extend. */
@Injectable()
export class PolicyReader {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Reads a document. Where it does not name a version of what it extends, that is the newest one which is in use.
   * @param pinned What it extends, in place of what it says: a version that may be retired by now.
   */
  async read(
    text: string,
    manager: EntityManager = this.dataSource.manager,
    pinned: string | null = null,
  ): Promise<ParsedPolicy> {
    const parents = await loadParents(text, (reference, child) =>
      child === null && pinned === null
        ? this.parent(manager, reference, false)
        : this.parent(manager, child === null ? pinned! : reference, true),
    );
    return parsePolicy(text, parents);
  }

  /**
   * As `read`.
   * @param field of the request body that holds the text.
   * @throws AppError `policy-invalid` with everything that is wrong.
   */
  async readOrRefuse(
    text: string,
    {
      field = 'text',
      manager,
      pinned,
    }: { field?: string; manager?: EntityManager; pinned?: string | null } = {},
  ): Promise<ReadPolicy> {
    const parsed = await this.read(text, manager, pinned);
    if (parsed.ok) return parsed;
    const errors = parsed.errors.map(({ document, line, column, path, message }) => ({
      in: 'body',
      path: path ? `${field}.${path}` : field,
      detail: `${document === undefined ? '' : `${document}: `}line ${line}, column ${column}: ${message}`,
    }));
    throw new AppError('policy-invalid', `The policy is not valid: ${errors[0]?.detail ?? 'unreadable'}.`, {
      errors,
    });
  }

  private async parent(
    manager: EntityManager,
    reference: string,
    isPinned: boolean,
  ): Promise<ParentPolicy | null> {
    const asked = policyReference(reference);
    if (!asked) return null;
    const { name, version } = asked;
    const where = {
      policy: name,
      ...(!isPinned && { retiredAt: IsNull() }),
      ...(version !== null && { version }),
    };
    const row = await manager.findOne(PolicyVersionTable, { where, order: { version: 'DESC' } });
    if (!row) return null;
    const label = `${row.policy}@${row.version}`;
    return { reference: label, label, text: row.text, parent: row.parent };
  }
}

/** Texts that were read last, with what they mean: every judgement needs one, and to read it takes longer than to judge. */
const lastRead = new Map<string, Policy>();
const mostLastRead = 20;

/** What a published version means: as it was published, with what it extended then. Nobody changes it. */
export function publishedPolicy({ text, document, parent }: Published): Policy {
  if (parent === null) return lastRead.get(text) ?? readAnew(text);
  const validation = validatePolicy(document);
  if (validation.ok) return validation.policy;
  const [issue] = validation.issues;
  throw unreadable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`);
}

function readAnew(text: string): Policy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    const [error] = parsed.errors;
    throw unreadable(
      `line ${error?.line ?? 1}, column ${error?.column ?? 1}: ${error?.message ?? 'unreadable'}`,
    );
  }
  lastRead.set(text, parsed.policy);
  const [oldest] = lastRead.keys();
  if (lastRead.size > mostLastRead && oldest !== undefined) lastRead.delete(oldest);
  return parsed.policy;
}

type Published = Pick<PolicyVersionRow, 'text' | 'document' | 'parent'>;

function unreadable(detail: string): AppError {
  return new AppError('policy-invalid', `The policy is not valid: ${detail}.`);
}

/**
 * Runs the test cases of a policy.
 * @param now Milliseconds, of any clock that goes on.
 * @throws AppError `policy-test-failed` with each difference from what a test expects.
 */
export function refuseFailingTests(policy: Policy, now: () => number): void {
  const begin = now();
  const results = runPolicyTests(policy, () => now() - begin);
  const errors = results.flatMap(({ name, differences }, index) =>
    differences.map(({ en }) => ({ in: 'body', path: `text.tests.${index}`, detail: `${name}: ${en}` })),
  );
  if (errors.length === 0) return;
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  throw new AppError(
    'policy-test-failed',
    `${failed} of the policy's ${results.length} tests failed. ${errors[0]!.detail}.`,
    { errors },
  );
}
