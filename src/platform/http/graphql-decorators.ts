import type { PipeTransform } from '@nestjs/common';
import {
  Args as GraphqlArgs,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import type { z } from 'zod';
import { fromGraphql } from '../../contracts/kit/graphql-arguments.js';
import type { Args, Operation, Result } from '../../contracts/kit/operation.js';
import { AppError } from '../errors/app-error.js';
import { issuesOf, refuseUnstorable } from './contract-pipe.js';
import { Requires } from './requires.js';

type Handler<O extends Operation> = O['parent'] extends z.ZodType
  ? (parent: z.output<O['parent']>, args: Args<O>, ...rest: never[]) => Promise<Result<O>>
  : O['type'] extends 'Subscription'
    ? (args: Args<O>, ...rest: never[]) => Promise<AsyncIterable<Result<O>>>
    : (args: Args<O>, ...rest: never[]) => Promise<Result<O>>;
type TypedHandler<F> = <M extends F>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** Metadata key under which a resolver method names its operation, for the start-up check. */
export const operationKey = 'ironhull:operation';

class ArgumentsPipe implements PipeTransform {
  constructor(private readonly schema: z.ZodType) {}

  transform(value: unknown): unknown {
    refuseUnstorable(value, 'args');
    const parsed = this.schema.safeParse(fromGraphql(this.schema, value));
    if (parsed.success) return parsed.data;
    throw new AppError('invalid', 'The arguments do not match their contract.', {
      errors: issuesOf(parsed.error.issues, 'args'),
    });
  }
}

/** Binds a method to an operation: the compiler checks arguments and result, a pipe parses, the permission is stated. */
export function Handles<O extends Operation>(operation: O): TypedHandler<Handler<O>> {
  return (target, key, descriptor) => {
    if (operation.parent) Parent()(target, key, 0);
    GraphqlArgs(new ArgumentsPipe(operation.args))(target, key, operation.parent ? 1 : 0);
    bind(operation)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
    Requires(operation.permission)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
    const names = [`${operation.type}.${operation.name}`];
    Reflect.defineMetadata(operationKey, names, descriptor.value as object);
  };
}

function bind(operation: Operation): MethodDecorator {
  switch (operation.type) {
    case 'Query':
      return Query(operation.name);
    case 'Mutation':
      return Mutation(operation.name);
    case 'Subscription':
      return Subscription(operation.name, { resolve: (value: unknown) => value });
    default:
      return (target, key, descriptor) => {
        // The type that has the field: it need not be the one the resolver class is named after.
        Resolver(operation.type)(target, key, descriptor);
        ResolveField(operation.name)(target, key, descriptor);
      };
  }
}
