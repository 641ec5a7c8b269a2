import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';
import { isSpdxExpression } from '../../src/engine/exporters/licences.js';

const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'));
const schemaOf = (name: string) =>
  JSON.parse(readFileSync(join(library, 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
const compiled = new Map<string, ValidateFunction>();

/** The schema that CycloneDX publishes, as its library brings it. */
function cyclonedxSchema(version: string): ValidateFunction {
  const known = compiled.get(version);
  if (known) return known;
  const ajv = new Ajv({ strict: false, allErrors: true });
  (formats as unknown as typeof formats.default)(ajv);
  ajv.addFormat('iri-reference', (text) => URL.canParse(text, 'http://base.example/'));
  ajv.addFormat('idn-email', /^[^@\s]+@[^@\s]+$/);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schemaOf(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(schemaOf(`bom-${version}`));
  compiled.set(version, validate);
  return validate;
}

/** What the published schema of the version says against a CycloneDX document; nothing: it is valid. */
export function cyclonedxErrors(text: string, version: '1.6' | '1.7'): string[] {
  const validate = cyclonedxSchema(version);
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const spdxId = z.string().regex(/^SPDXRef-[A-Za-z0-9.-]+$/);
const licenceId = /^LicenseRef-[A-Za-z0-9.-]+$/;
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const creator = z.string().regex(/^(Person|Organization|Tool): \S/);
const annotation = z.strictObject({
  annotationDate: instant,
  annotationType: z.enum(['REVIEW', 'OTHER']),
  annotator: creator,
  comment: z.string(),
});
const purposes = ['APPLICATION', 'CONTAINER', 'DEVICE', 'FILE', 'SOURCE'] as const;

/**
 * What SPDX 2.3 requires of what is written (https://spdx.github.io/spdx-spec/v2.3/), and nothing beside it. Stricter
 * than the schema that SPDX publishes, which says nothing about the form of ids, licences and references.
 */
const spdxDocument = z.strictObject({
  spdxVersion: z.literal('SPDX-2.3'),
  dataLicense: z.literal('CC0-1.0'),
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  name: z.string().min(1),
  documentNamespace: z.string().regex(/^[a-z]+:[^#]+$/),
  creationInfo: z.strictObject({ created: instant, creators: z.array(creator).min(1) }),
  annotations: z.array(annotation),
  packages: z.array(
    z.strictObject({
      SPDXID: spdxId,
      name: z.string().min(1),
      versionInfo: z.string(),
      primaryPackagePurpose: z.enum(purposes).optional(),
      downloadLocation: z.literal('NOASSERTION'),
      filesAnalyzed: z.literal(false),
      licenseConcluded: z.string(),
      licenseDeclared: z.string(),
      copyrightText: z.string(),
      externalRefs: z
        .array(
          z.strictObject({
            referenceCategory: z.enum(['PACKAGE-MANAGER', 'SECURITY']),
            referenceType: z.enum(['purl', 'advisory']),
            referenceLocator: z.string().regex(/^\S+$/),
            comment: z.string().optional(),
          }),
        )
        .optional(),
      annotations: z.array(annotation).optional(),
    }),
  ),
  relationships: z.array(
    z.strictObject({
      spdxElementId: spdxId,
      relationshipType: z.enum(['DESCRIBES', 'CONTAINS', 'DEPENDENCY_OF', 'DEV_DEPENDENCY_OF']),
      relatedSpdxElement: spdxId,
    }),
  ),
  hasExtractedLicensingInfos: z.array(
    z.strictObject({
      licenseId: z.string().regex(licenceId),
      extractedText: z.string().min(1),
      name: z.string().min(1),
    }),
  ),
});

export type SpdxDocument = z.infer<typeof spdxDocument>;

const wholeSpdxDocument = spdxDocument
  .refine(({ SPDXID, packages, relationships }) => {
    const ids = new Set([SPDXID, ...packages.map((one) => one.SPDXID)]);
    const named = relationships.flatMap((one) => [one.spdxElementId, one.relatedSpdxElement]);
    return ids.size === packages.length + 1 && named.every((id) => ids.has(id));
  }, 'ids differ, and relationships are between them')
  .refine(({ packages, hasExtractedLicensingInfos }) => {
    const own = new Set(hasExtractedLicensingInfos.map(({ licenseId }) => licenseId));
    const isKnown = (licence: string) =>
      licence === 'NOASSERTION' || own.has(licence) || isSpdxExpression(licence);
    return packages.every(({ licenseDeclared }) => isKnown(licenseDeclared));
  }, 'licences are expressions, or of the document');

/** What is against an SPDX 2.3 document; nothing: it is one, and refers to nothing that it does not hold. */
export function spdxErrors(text: string): string[] {
  const { error } = wholeSpdxDocument.safeParse(JSON.parse(text));
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('/')} ${message}`);
}

/** @throws ZodError when there is anything against it */
export function parseSpdx(text: string): SpdxDocument {
  return wholeSpdxDocument.parse(JSON.parse(text));
}
