import type { z } from 'zod';
import type { Permission } from './permission.js';

/** One GraphQL field with arguments: a root operation, or a resolved field of an object type. */
export interface Operation<
  A extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
  P extends z.ZodType | undefined = z.ZodType | undefined,
  T extends string = string,
> {
  /** `Query`, `Mutation`, `Subscription`, or the name of the object type that has the field. */
  readonly type: T;
  readonly name: string;
  readonly description: string;
  readonly permission: Permission;
  readonly args: A;
  readonly returns: R;
  /** Schema of the object that has the field; undefined for root operations. */
  readonly parent: P;
}

type Draft<A extends z.ZodObject, R extends z.ZodType> = Pick<
  Operation<A, R>,
  'args' | 'returns' | 'description' | 'permission'
>;
type AnyDraft = Draft<z.ZodObject, z.ZodType>;
type Named<D extends Record<string, AnyDraft>, P extends z.ZodType | undefined, T extends string> = {
  readonly [K in keyof D]: D[K] extends Draft<infer A, infer R> ? Operation<A, R, P, T> : never;
};

/** States one operation; its name is the key it stands under. */
export function op<A extends z.ZodObject, R extends z.ZodType>(
  permission: Permission,
  description: string,
  args: A,
  returns: R,
): Draft<A, R> {
  return { permission, description, args, returns };
}

function named<D extends Record<string, AnyDraft>, P extends z.ZodType | undefined, T extends string>(
  type: T,
  parent: P,
  drafts: D,
): Named<D, P, T> {
  const entries = Object.entries(drafts).map(([name, draft]) => [name, { ...draft, type, name, parent }]);
  return Object.fromEntries(entries) as Named<D, P, T>;
}

export const queries = <D extends Record<string, AnyDraft>>(drafts: D) => named('Query', undefined, drafts);
export const mutations = <D extends Record<string, AnyDraft>>(drafts: D) =>
  named('Mutation', undefined, drafts);
export const subscriptions = <D extends Record<string, AnyDraft>>(drafts: D) =>
  named('Subscription', undefined, drafts);

/** Fields of an object type that are resolved by a handler of their own. */
export function fieldsOf<P extends z.ZodType, D extends Record<string, AnyDraft>>(parent: P, drafts: D) {
  const name = parent.meta()?.id;
  if (!name) throw new Error('fields can only be added to a schema with .meta({ id })');
  return named(name, parent, drafts);
}

export type Args<O extends Operation> = z.output<O['args']>;
export type Result<O extends Operation> = z.output<O['returns']>;
