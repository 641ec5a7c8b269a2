import { GraphQLScalarType, Kind, print, valueFromASTUntyped } from 'graphql';
import { z } from 'zod';
import type { Language, Text } from '../../engine/model/text.js';
import { definition, enumName, nameOf, tagOf, unwrap, type Direction } from './graphql-types.js';
import type { Operation } from './operation.js';
import { isLocalized } from './localized.js';
import { scalars } from './schema.js';

/** SDL, and the resolvers that carry enum values, scalars and union members. */
export interface EmittedGraphql {
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}

/** Scalars that GraphQL brings itself. */
const builtIn = new Set(['ID', 'String']);

const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** The GraphQL schema of the operations and of every contract they reach. Throws on a contract GraphQL cannot say. */
export function emitGraphql(operations: readonly Operation[]): EmittedGraphql {
  return new GraphqlEmitter(operations).emit();
}

class GraphqlEmitter {
  private readonly blocks = new Map<
    string,
    { text: string; schema: z.ZodType; direction: Direction | undefined }
  >();
  private readonly resolvers: Record<string, unknown> = {};
  private readonly byType = new Map<string, Operation[]>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      this.byType.set(operation.type, [...(this.byType.get(operation.type) ?? []), operation]);
    }
  }

  emit(): EmittedGraphql {
    const roots = rootTypes
      .filter((type) => this.byType.has(type))
      .map((type) => `type ${type} {\n${this.operationFields(type)}}`);
    for (const type of this.byType.keys()) {
      if (!rootTypes.includes(type) && !this.blocks.has(type))
        fail(`fields of ${type}, which no operation reaches`);
    }
    const named = [...this.blocks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, block]) => block.text);
    return { typeDefs: [...roots, ...named].join('\n\n') + '\n', resolvers: this.resolvers };
  }

  private operationFields(type: string): string {
    return (this.byType.get(type) ?? []).map((operation) => this.operationField(operation)).join('');
  }

  private operationField(operation: Operation): string {
    const args = shapeOf(operation.args).map(([name, schema]) => {
      const arg = this.reference(schema, 'input');
      const description = arg.description ? `${describe(arg.description).trimEnd()} ` : '';
      return `${description}${name}: ${arg.text}${arg.initial}`;
    });
    const list = args.length > 0 ? `(${args.join(', ')})` : '';
    const { text } = this.reference(operation.returns, 'output');
    return `${describe(operation.description, '  ')}  ${operation.name}${list}: ${text}\n`;
  }

  private reference(schema: z.ZodType, direction: Direction) {
    const { core, isOptional, description, initial } = unwrap(schema, direction);
    // GraphQL writes objects unlike JSON: a default object is left to the contract, which fills it in for an absent one.
    const isLiteral = initial === null || typeof initial !== 'object';
    const value = definition(core).type === 'enum' ? enumName(String(initial)) : JSON.stringify(initial);
    return {
      text: this.typeName(core, direction) + (isOptional || !isLiteral ? '' : '!'),
      description,
      initial: initial === undefined || !isLiteral ? '' : ` = ${value}`,
    };
  }

  private typeName(schema: z.ZodType, direction: Direction): string {
    const scalar = scalars.get(schema);
    if (scalar) return this.scalarName(schema, scalar.scalar);
    const inner = definition(schema);
    switch (inner.type) {
      case 'string':
      case 'literal':
        return 'String';
      case 'boolean':
        return 'Boolean';
      case 'number':
        return isInt(schema) ? 'Int' : 'Float';
      case 'array':
        return `[${this.reference(inner.element!, direction).text}]`;
      case 'enum':
        return this.enumName(schema);
      case 'object':
        return this.objectName(schema, direction);
      case 'union':
        return this.unionName(schema, direction);
      default:
        return fail(`GraphQL has no form for zod's ${inner.type}`);
    }
  }

  private scalarName(schema: z.ZodType, name: string): string {
    if (!builtIn.has(name)) {
      this.resolvers[name] ??= passThroughScalar(name);
      this.blocks.set(name, { text: `scalar ${name}`, schema, direction: undefined });
    }
    return name;
  }

  private enumName(schema: z.ZodType): string {
    return this.claim(schema, undefined, (id) => {
      const values = Object.values(definition(schema).entries!);
      this.resolvers[id] = Object.fromEntries(values.map((value) => [enumName(value), value]));
      return `enum ${id} {\n${values.map((value) => `  ${enumName(value)}\n`).join('')}}`;
    });
  }

  private objectName(schema: z.ZodType, direction: Direction): string {
    return this.claim(schema, direction, (id) => {
      const fields = shapeOf(schema).map(([name, field]) => {
        const { text, description, initial } = this.reference(field, direction);
        return `${describe(description, '  ')}  ${name}: ${text}${initial}\n`;
      });
      if (direction === 'output') this.localize(id, schema);
      const resolved = direction === 'output' ? this.operationFields(id) : '';
      return `${direction === 'input' ? 'input' : 'type'} ${id} {\n${fields.join('')}${resolved}}`;
    });
  }

  /** Texts in both languages are given in the one of the request, which the context names. */
  private localize(id: string, schema: z.ZodType): void {
    const names = shapeOf(schema).flatMap(([name, field]) => (isLocalized(field) ? name : []));
    if (names.length === 0) return;
    this.resolvers[id] = Object.fromEntries(
      names.map((name) => [
        name,
        (row: Record<string, Text | null>, _: unknown, { language }: { language: Language }) =>
          row[name]?.[language] ?? null,
      ]),
    );
  }

  private unionName(schema: z.ZodType, direction: Direction): string {
    return this.claim(schema, direction, (id) => {
      const { options, discriminator } = definition(schema);
      const tag = discriminator ?? fail(`${id}: only discriminated unions have a GraphQL form`);
      const members = options!.map(
        (option) => [tagOf(option, tag), this.typeName(option, direction)] as const,
      );
      if (direction === 'input') {
        return `input ${id} @oneOf {\n${members.map(([value, name]) => `  ${value}: ${name}\n`).join('')}}`;
      }
      const byTag = new Map(members);
      this.resolvers[id] = { __resolveType: (row: Record<string, string>) => byTag.get(row[tag]!) };
      return `union ${id} = ${[...byTag.values()].join(' | ')}`;
    });
  }

  /** Writes a named block once; the same name for another schema, or in both directions, is an error. */
  private claim(schema: z.ZodType, direction: Direction | undefined, write: (id: string) => string): string {
    const name =
      nameOf(schema) ?? fail(`a ${definition(schema).type} that GraphQL reaches needs .meta({ id })`);
    const seen = this.blocks.get(name.id);
    if (seen) {
      const isSame = definition(seen.schema) === definition(schema) && seen.direction === direction;
      return isSame
        ? name.id
        : fail(`GraphQL name ${name.id} is used for two schemas, or for input and output`);
    }
    const block = { text: '', schema, direction };
    this.blocks.set(name.id, block);
    block.text = `${describe(name.description)}${write(name.id)}`;
    return name.id;
  }
}

/** An object's fields. Discriminators are left out: `__typename` says it on output, the `@oneOf` key on input. */
function shapeOf(schema: z.ZodType): [string, z.ZodType][] {
  return Object.entries(definition(schema).shape!).filter(
    ([, field]) => definition(field).type !== 'literal',
  );
}

function describe(text: string | undefined, indent = ''): string {
  return text ? `${indent}${print({ kind: Kind.STRING, value: text, block: true })}\n` : '';
}

function isInt(schema: z.ZodType): boolean {
  const { type, minimum, maximum } = z.toJSONSchema(schema) as {
    type: string;
    minimum?: number;
    maximum?: number;
  };
  if (type !== 'integer') return false;
  if (maximum! > 2 ** 31 - 1 || minimum! < -(2 ** 31)) {
    fail('an integer wider than GraphQL Int: bound it, or use BigCount');
  }
  return true;
}

/** Arguments are parsed by the contract and dates written by JSON, so the scalar only passes values on. */
function passThroughScalar(name: string): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    serialize: (value) => (value instanceof Date ? value.toISOString() : value),
    parseValue: (value) => value,
    parseLiteral: (ast, variables) => (ast.kind === Kind.NULL ? null : valueFromASTUntyped(ast, variables)),
  });
}

function fail(message: string): never {
  throw new Error(message);
}
