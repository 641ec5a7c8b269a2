import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import DataLoader from 'dataloader';

type Load<V> = (keys: readonly string[]) => Promise<readonly V[]>;

/** The batching loaders of one GraphQL request: what its fields ask for one by one is fetched together, once. */
export class LoaderSet {
  private readonly loaders = new Map<string, unknown>();

  /** The loader of that name; `load` answers in the order of the keys. */
  of<V>(name: string, load: Load<V>): DataLoader<string, V> {
    const known = this.loaders.get(name) as DataLoader<string, V> | undefined;
    if (known) return known;
    const loader = new DataLoader<string, V>(load, { maxBatchSize: 500 });
    this.loaders.set(name, loader);
    return loader;
  }

  /** The loader of that name for these arguments: fields with the same ones are fetched together. */
  with<V>(name: string, args: object, load: Load<V>): DataLoader<string, V> {
    return this.of(`${name} ${JSON.stringify(args)}`, load);
  }
}

/** The request's loaders, for resolvers. */
export const Loaders = createParamDecorator((_: unknown, context: ExecutionContext): LoaderSet => {
  return GqlExecutionContext.create(context).getContext<{ loaders: LoaderSet }>().loaders;
});
export type Loaders = LoaderSet;
