import { z } from 'zod';
import { scalars } from './schema.js';

type JsonSchemaNode = Record<string, unknown>;

/** JSON Schema 2020-12 (what OpenAPI 3.1 embeds), with every named schema under `components`. */
export function jsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
): { schema: JsonSchemaNode; components: Record<string, JsonSchemaNode> } {
  const wrapped = z.toJSONSchema(z.object({ root: schema }), {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: node }) =>
      writeNode(zodSchema as unknown as z.ZodType, node as JsonSchemaNode, io),
  }) as unknown as JsonSchemaNode & {
    properties: { root: JsonSchemaNode };
    $defs?: Record<string, JsonSchemaNode>;
  };
  simplifyNullables(wrapped);
  return { schema: wrapped.properties.root, components: wrapped.$defs ?? {} };
}

function writeNode(zodSchema: z.ZodType, node: JsonSchemaNode, io: 'input' | 'output'): void {
  const scalar = scalars.get(zodSchema);
  if (scalar) {
    const { description } = node;
    for (const key of Object.keys(node)) delete node[key];
    Object.assign(node, scalar.json, description ? { description } : {});
  } else if (io === 'output' && node['additionalProperties'] === false) {
    // A response may gain fields without breaking anyone.
    delete node['additionalProperties'];
  }
  delete node['id'];
  const { discriminator } = zodSchema.def as { discriminator?: string };
  if (discriminator) node['discriminator'] = { propertyName: discriminator };
}

/** `type: [t, 'null']` reads better than `anyOf` for a value that may be null. */
function simplifyNullables(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  Object.values(node).forEach(simplifyNullables);
  const { anyOf } = node as { anyOf?: unknown };
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return;
  const [value, none] = anyOf as JsonSchemaNode[];
  if (none?.['type'] !== 'null' || typeof value?.['type'] !== 'string' || value['enum']) return;
  delete (node as JsonSchemaNode)['anyOf'];
  Object.assign(node, value, { type: [value['type'], 'null'] });
}

/** For `SwaggerModule.createDocument(app, config, { standardSchemaConverter })`. */
export function standardSchemaConverter(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  return schema instanceof z.ZodType ? jsonSchema(schema, schemaType) : undefined;
}
