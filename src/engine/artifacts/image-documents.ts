import { z } from 'zod';
import { ArchiveError } from './archive-error.js';

const text = z.string().max(65_536);
const texts = z.array(text);

const Platform = z.object({
  os: text,
  architecture: text,
  variant: text.nullish(),
});

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export const Descriptor = z.object({
  mediaType: text.nullish(),
  digest: text,
  size: z.number().int().nonnegative(),
  annotations: z.record(z.string(), z.string()).nullish(),
  platform: Platform.nullish(),
  artifactType: text.nullish(),
});
export type Descriptor = z.output<typeof Descriptor>;

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md, also Docker's manifest list. */
export const ImageIndex = z.object({
  schemaVersion: z.literal(2),
  manifests: z.array(Descriptor).nullish(),
});

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md, also Docker's schema 2. */
export const ImageManifest = z.object({
  schemaVersion: z.literal(2),
  mediaType: text.nullish(),
  config: Descriptor,
  layers: z.array(Descriptor).nullish(),
});
export type ImageManifest = z.output<typeof ImageManifest>;

/** `manifest.json` of `docker save`. */
export const DockerManifest = z.array(
  z.object({
    Config: text,
    RepoTags: texts.nullish(),
    Layers: texts.nullish(),
  }),
);

const RuntimeConfig = z.object({
  User: text.nullish(),
  Env: z.array(z.string()).nullish(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  Volumes: z.record(z.string(), z.unknown()).nullish(),
  Entrypoint: texts.nullish(),
  Cmd: texts.nullish(),
  WorkingDir: text.nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  StopSignal: text.nullish(),
  Healthcheck: z
    .object({
      Test: texts.nullish(),
      Interval: z.number().nullish(),
      Timeout: z.number().nullish(),
      Retries: z.number().int().nullish(),
    })
    .nullish(),
});

/** https://github.com/opencontainers/image-spec/blob/main/config.md with Docker's additions. */
export const ImageConfigDocument = z.object({
  os: text.nullish(),
  architecture: text.nullish(),
  variant: text.nullish(),
  created: text.nullish(),
  config: RuntimeConfig.nullish(),
  rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(text).nullish() }),
  history: z
    .array(
      z.object({
        created: text.nullish(),
        created_by: z.string().nullish(),
        empty_layer: z.boolean().nullish(),
      }),
    )
    .nullish(),
});
export type ImageConfigDocument = z.output<typeof ImageConfigDocument>;

const sha256 = /^sha256:[0-9a-f]{64}$/;

/** Whether this is a digest the service works with. */
export function isSha256(digest: string): boolean {
  return sha256.test(digest);
}

/**
 * Parses a document of an archive.
 * @param name names it in error messages.
 * @throws ArchiveError `invalid-document`.
 */
export function parseDocument<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Buffer,
  name: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ArchiveError('invalid-document', `${name} is no JSON`, {}, { cause: error });
  }
  return checkDocument(schema, value, name);
}

/** As `parseDocument`, for a value that is parsed already. */
export function checkDocument<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  name: string,
): z.output<Schema> {
  refuseOtherSpellings(schema, value, name);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new ArchiveError(
    'invalid-document',
    `${name} is not what it should be: ${path.join('.')}: ${message}`,
  );
}

/**
 * Container engines read keys whatever their case (`user` as `User`), so a key in another spelling would say one thing
 * to them and nothing to us.
 */
function refuseOtherSpellings(schema: z.ZodType, value: unknown, name: string): void {
  const object =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (object !== schema) return refuseOtherSpellings(object as z.ZodType, value, name);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    for (const element of value) refuseOtherSpellings(schema.element as z.ZodType, element, name);
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return;
  const shape = schema.shape as Record<string, z.ZodType>;
  const spellings = new Map(Object.keys(shape).map((key) => [key.toLowerCase(), key]));
  for (const [key, member] of Object.entries(value)) {
    const known = spellings.get(key.toLowerCase());
    if (known === undefined) continue;
    if (known !== key)
      throw new ArchiveError('invalid-document', `${name} has the key ${key} in place of ${known}`);
    refuseOtherSpellings(shape[key]!, member, name);
  }
}
