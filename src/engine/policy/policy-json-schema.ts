import { z } from 'zod';
import type { Check } from '../checks/check.js';
import { strictParameters } from '../checks/find-check.js';
import { checks } from '../checks/index.generated.js';
import { isRecord } from './plain-json.js';
import { checkOverride, policySchema } from './policy-schema.js';
import { ruleSchema } from './rules/rule-schema.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * What editors hold a policy against as it is written (JSON Schema, draft 7): every check with its parameters. It cannot
 * say what depends on another part, or whether an expression is well-typed: `ironhull policy lint` does.
 */
export function policyJsonSchema(): Json {
  const { properties, definitions } = whole();
  const { title, description, name, tests, rules, ...parts } = properties;
  const own = { name, title, description, tests };
  const reference = {
    type: 'string',
    pattern: '^[a-z][a-z0-9.-]*(@[0-9]{1,9})?$',
    description: 'The policy that this one changes: a name, or name@version.',
  };
  const child = {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'extends'],
    properties: {
      ...own,
      extends: reference,
      checks: checkMap(true),
      rules: changedRules(),
      ...changed(parts),
    },
  };
  const root = {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'title', 'gate'],
    properties: { ...own, checks: checkMap(false), rules, ...parts },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Policy of Ironhull',
    description: 'What a target is judged by. See docs/policies.md.',
    if: { required: ['extends'] },
    then: { $ref: '#/definitions/child' },
    else: { $ref: '#/definitions/root' },
    definitions: { root, child, ...definitions },
  };
}

/** As it is committed: `policies/policy.schema.json`. */
export function policyJsonSchemaText(): string {
  return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}

/** The parts of a document, without its checks, and what checks may be given. */
function whole(): { properties: Json; definitions: Json } {
  const { checks: _checks, ...properties } = propertiesOf(plain(policySchema));
  const definitions = checks.map((check) => [`check ${check.id}`, checkSchema(check)]);
  const severity = plain(checkOverride.shape.severity);
  return { properties, definitions: { severity, ...(Object.fromEntries(definitions) as Json) } };
}

function checkSchema(check: Check): Json {
  const parameters = plain(strictParameters(check).describe('Replace the defaults, one by one.'));
  return {
    title: check.title.en,
    description: `${check.title.en}. ${check.remediation.en}`,
    type: 'object',
    additionalProperties: false,
    properties: { severity: { $ref: '#/definitions/severity' }, parameters },
  };
}

function checkMap(canRemove: boolean): Json {
  const properties = checks.map(({ id }) => {
    const override = { $ref: `#/definitions/check ${id}`.replace(' ', '%20') };
    const removal = { enum: [false, null], description: 'Take the check away.' };
    return [id, canRemove ? { anyOf: [override, removal] } : override] as const;
  });
  return {
    type: 'object',
    additionalProperties: false,
    description: 'Id of a check → what differs from the catalogue.',
    properties: Object.fromEntries(properties),
  };
}

/** Rules of a policy that extends another: those that it adds, and what it changes of the parent's. */
function changedRules(): Json {
  const change = ruleSchema.partial().extend({ id: ruleSchema.shape.id, remove: z.literal(true).optional() });
  return {
    type: 'array',
    description: 'Rules that are added, changed or taken away, by id.',
    items: plain(change),
  };
}

/** Parts whose keys can be left to the parent, or taken away by null. */
function changed(parts: Json): Json {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, loosened(part)]));
}

function loosened(part: unknown): unknown {
  if (!isRecord(part) || !isRecord(part['properties'])) return part;
  const { required: _required, default: _default, ...rest } = part;
  const properties = Object.entries(part['properties']).map(([name, value]) => [
    name,
    { anyOf: [loosened(value), { type: 'null' }] },
  ]);
  return { ...rest, properties: Object.fromEntries(properties) as Json };
}

function plain(schema: z.ZodType): Json {
  const { $schema: _schema, ...written } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return written;
}

function propertiesOf(schema: Json): Json {
  return isRecord(schema['properties']) ? schema['properties'] : {};
}
