import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PolicyPreview } from '../policy-preview.contract.js';
import { Scan } from '../scan.contract.js';
import { Verdict } from '../verdict.contract.js';
import { jsonSchema } from './json-schema.js';
import { DateTime } from './schema.js';
import { serializerSchema } from './serializer-schema.js';

const schemaOf = (schema: z.ZodType) => serializerSchema(jsonSchema(schema, 'output'));

async function sent(schema: z.ZodType, answer: unknown): Promise<unknown> {
  const app = fastify();
  app.get('/', { schema: { response: { 200: schemaOf(schema) } } }, async () => answer);
  try {
    return (await app.inject('/')).json<unknown>();
  } finally {
    await app.close();
  }
}

const Colour = z.enum(['red', 'green']).meta({ id: 'SampleColour' });
interface Part {
  readonly name: string;
  readonly next: Part | null;
}
const Part: z.ZodType<Part> = z
  .object({
    name: z.string(),
    get next() {
      return Part.nullable();
    },
  })
  .meta({ id: 'SamplePart' });
const Sample = z.object({
  colour: Colour.nullable(),
  part: Part.nullable(),
  inner: z.object({ count: z.int32().nullable(), at: DateTime.nullable() }).nullable(),
  list: z.array(z.string()).nullable(),
});

describe("the schema of an answer's serializer", () => {
  it('writes what may be null as what it is', async () => {
    const at = new Date('2026-11-26T10:00:00.000Z');
    const full = {
      colour: 'red',
      part: { name: 'a', next: { name: 'b', next: null } },
      inner: { count: 3, at },
      list: ['x'],
    };
    expect(await sent(Sample, full)).toEqual({ ...full, inner: { count: 3, at: at.toISOString() } });
    expect(await sent(Sample, { ...full, inner: { count: null, at: null } })).toMatchObject({
      inner: { count: null, at: null },
    });
    const empty = { colour: null, part: null, inner: null, list: null };
    expect(await sent(Sample, empty)).toEqual(empty);
  });

  it('still keeps back what the contract does not name', async () => {
    const secret = { secret: 'x' };
    const answer = {
      colour: null,
      part: { name: 'a', next: { name: 'b', next: null, ...secret }, ...secret },
      inner: { count: 1, at: null, ...secret },
      list: null,
      ...secret,
    };
    expect(JSON.stringify(await sent(Sample, answer))).not.toContain('secret');
  });

  it.each([
    ['scans', Scan],
    ['verdicts', Verdict],
    ['previews', PolicyPreview],
  ])('needs no validator for %s', (_, schema) => {
    expect(JSON.stringify(jsonSchema(schema, 'output'))).toContain('"anyOf"');
    expect(JSON.stringify(schemaOf(schema))).not.toContain('"anyOf"');
  });
});
