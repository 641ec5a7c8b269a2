import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { errorTable } from '../errors/error-table.js';

/** Deepest nesting of fields. Relay's `edges { node { … } }` takes two of them. */
export const maximumDepth = 14;
/** A field costs 1; what a list holds costs as many times as the rows that are asked for. */
export const maximumCost = 20_000;

/** Longest query, in tokens. */
export const maximumTokens = 5_000;

interface Query {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

/** Why a query is refused before any of it runs; null: it may run. The cost sees the variables' values. */
export function queryRefusal({ schema, document, variables, operationName }: Query): GraphQLError | null {
  const depth = depthOf(document);
  if (depth > maximumDepth)
    return refusal(`The query is ${depth} levels deep; at most ${maximumDepth} are allowed.`);
  try {
    const cost = getComplexity({
      schema,
      query: document,
      variables,
      estimators: [listEstimator, simpleEstimator({ defaultComplexity: 1 })],
      ...(operationName === undefined ? {} : { operationName }),
    });
    if (cost <= maximumCost) return null;
    return refusal(
      `The query may cost ${cost}; at most ${maximumCost} is allowed. Ask for fewer rows with \`first\`.`,
    );
  } catch (error) {
    return refusal(`The cost of the query cannot be told: ${(error as Error).message}`);
  }
}

/** A connection costs as many times what one row costs as rows are asked for. */
const listEstimator: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args['first'];
  return typeof first === 'number' ? 1 + Math.max(1, first) * childComplexity : undefined;
};

function depthOf(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const depths = new Map<string, number>();
  const deepest = (set: SelectionSetNode | undefined): number => {
    const inner = (set?.selections ?? []).map((selection) => {
      if (selection.kind === Kind.FIELD)
        return isIntrospection(selection) ? 1 : 1 + deepest(selection.selectionSet);
      if (selection.kind === Kind.INLINE_FRAGMENT) return deepest(selection.selectionSet);
      return ofFragment(selection.name.value);
    });
    return Math.max(0, ...inner);
  };
  // Fragments cannot hold themselves: the standard validation rules refuse that before.
  const ofFragment = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 0);
    const depth = deepest(fragments.get(name)?.selectionSet);
    depths.set(name, depth);
    return depth;
  };
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map((operation) => deepest(operation.selectionSet)));
}

/** The standard rules bound introspection by themselves, and what tools ask with it is deeper than queries may be. */
function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: errorTable['query-too-complex'].graphqlCode } });
}
