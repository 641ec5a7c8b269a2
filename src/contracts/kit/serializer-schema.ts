type JsonSchemaNode = Readonly<Record<string, unknown>>;
type Definitions = Readonly<Record<string, JsonSchemaNode>>;

/**
 * A contract's JSON Schema as Fastify's serializer wants it. What may be null says so by itself: a choice between a schema
 * and null, as JSON Schema has it, makes the serializer compile a validator with its first answer (some 70 ms for a scan or
 * a verdict) and run it with each one.
 */
export function serializerSchema({
  schema,
  components,
}: {
  readonly schema: JsonSchemaNode;
  readonly components: Definitions;
}): JsonSchemaNode {
  const nullables = new Map<string, JsonSchemaNode>();
  const body = rewritten(schema, components, nullables) as JsonSchemaNode;
  const own = Object.entries(components).map(([name, node]) => [
    name,
    rewritten(node, components, nullables),
  ]);
  return { ...body, $defs: { ...Object.fromEntries(own), ...Object.fromEntries(nullables) } };
}

const reference = '#/$defs/';

function rewritten(node: unknown, components: Definitions, nullables: Map<string, JsonSchemaNode>): unknown {
  if (Array.isArray(node)) return node.map((one) => rewritten(one, components, nullables));
  if (typeof node !== 'object' || node === null) return node;
  const choice = nullableOf(node as JsonSchemaNode);
  if (choice) {
    const nullable = nullableForm(choice, components, nullables);
    if (nullable) return nullable;
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, rewritten(value, components, nullables)]),
  );
}

/** What it is when it is not null; undefined: it is no choice between null and one other schema. */
function nullableOf({ anyOf }: JsonSchemaNode): JsonSchemaNode | undefined {
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return undefined;
  const [value, none] = anyOf as JsonSchemaNode[];
  return none?.['type'] === 'null' ? value : undefined;
}

/** Undefined: the serializer cannot say it otherwise, of unions for one. */
function nullableForm(
  value: JsonSchemaNode,
  components: Definitions,
  nullables: Map<string, JsonSchemaNode>,
): JsonSchemaNode | undefined {
  const { $ref } = value;
  if (typeof $ref !== 'string' || !$ref.startsWith(reference))
    return madeNullable(value, components, nullables);
  const name = $ref.slice(reference.length);
  const known = `${name}.nullable`;
  if (!nullables.has(known)) {
    // Known before it is made: a schema may hold itself.
    nullables.set(known, {});
    const made = madeNullable(components[name] ?? {}, components, nullables);
    if (made) nullables.set(known, made);
    else nullables.delete(known);
  }
  if (!nullables.has(known)) return undefined;
  return { $ref: `${reference}${known}` };
}

function madeNullable(
  value: JsonSchemaNode,
  components: Definitions,
  nullables: Map<string, JsonSchemaNode>,
): JsonSchemaNode | undefined {
  const { type } = value;
  if (type === 'object' || type === 'array')
    return { ...(rewritten(value, components, nullables) as JsonSchemaNode), nullable: true };
  return typeof type === 'string' ? { type: [type, 'null'] } : undefined;
}
