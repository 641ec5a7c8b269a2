import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { standardSchemaConverter } from '../../contracts/kit/json-schema.js';
import { errorTable } from '../errors/error-table.js';

const description = `Versioned hardening policies for containers: submit an image, read its verdict, ask for exemptions.

Every call carries an API key: \`Authorization: Bearer <key>\`. Errors are problem details (RFC 9457). Lists are paged:
pass \`next\` as \`after\`. Every POST takes an \`Idempotency-Key\`: sent again with the same request, it gives the first
answer again.`;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document of the routes and their contracts. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ironhull')
    .setDescription(description)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This service')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'key')
    .addSecurityRequirements('key')
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter });
  document.tags = tagsOf(document);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const verb of verbs) if (item[verb]) completeOperation(path, verb, item[verb]);
  }
  document.components = { ...document.components };
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema };
  return document;
}

const tagTexts: Record<string, string> = {
  advisories: 'OSV records, known exploited vulnerabilities, and their imports.',
  vex: 'What others say of flaws, and whose word counts.',
  attestations: 'What somebody vouches for where no program can decide, until it expires.',
  audit: 'Who changed what, and when.',
  checks: 'The catalogue of checks.',
  exemptions: 'Waivers: asked for, decided by another, ended by time.',
  findings: 'What is wrong with the targets.',
  fixes: 'Texts mended.',
  health: 'For orchestrators.',
  keys: 'Who may call.',
  policies: 'What is judged by.',
  scans: 'Submitting images.',
  targets: 'What is judged.',
  verdicts: 'The gate.',
};

function tagsOf(document: OpenAPIObject): { name: string; description: string }[] {
  const items = Object.values(document.paths);
  const used = new Set(items.flatMap((item) => verbs.flatMap((verb) => item[verb]?.tags ?? [])));
  return [...used].sort().map((name) => ({ name, description: tagTexts[name] ?? name }));
}

function completeOperation(path: string, verb: (typeof verbs)[number], operation: Operation): void {
  const isOpen = /^\/(livez|readyz)$/.test(path);
  if (isOpen) operation.security = [];
  operation.description ??= operation.summary;
  if (verb === 'post') operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
  operation.responses['default'] = problemResponse;
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'Sent again with the same request, it gives the first answer again.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
};

const problemResponse = {
  description: 'What went wrong.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const problemSchema = {
  type: 'object' as const,
  description: 'Problem details (RFC 9457).',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', enum: Object.keys(errorTable).map((code) => `/problems/${code}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, where, and what to do.' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Each place of the request that does not match its contract.',
      items: {
        type: 'object',
        required: ['in', 'path', 'detail'],
        properties: { in: { type: 'string' }, path: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};
