import type { Policy } from '../engine/policy/policy-schema.js';

/** A policy version, ready to judge by. */
export interface JudgingPolicy {
  /** Null: a document that is only previewed. */
  readonly versionId: string | null;
  readonly name: string;
  readonly version: number;
  /** Of its content. */
  readonly hash: string;
  readonly document: Policy;
}
