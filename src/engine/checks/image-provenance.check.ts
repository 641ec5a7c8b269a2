import { z } from 'zod';
import type { ImageAttestation } from '../model/image-signature.js';
import { defineCheck, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { outcomeOf } from './outcome.js';

const location = { path: 'attestations', layer: null, line: null };
const statements = ['slsa-provenance', 'sbom'] as const;
type Statement = (typeof statements)[number];

/** Beginnings of the predicate types that say it (https://github.com/in-toto/attestation). */
const predicates: Readonly<Record<Statement, readonly string[]>> = {
  'slsa-provenance': ['https://slsa.dev/provenance/'],
  sbom: ['https://spdx.dev/Document', 'https://cyclonedx.org/bom', 'https://cyclonedx.org/schema'],
};
const names: Readonly<Record<Statement, Text>> = {
  'slsa-provenance': {
    en: 'where and how it was built (SLSA provenance)',
    zh: '构建来源（SLSA provenance）',
  },
  sbom: { en: 'what it holds (SBOM)', zh: '物料清单（SBOM）' },
};
const unseen = {
  en: 'Whether there are attestations is not known: the registry of the image was not asked.',
  zh: '无法确定镜像是否带有证明：未查询其镜像仓库。',
};

const says =
  (statement: Statement) =>
  ({ predicateType }: ImageAttestation): boolean =>
    predicates[statement].some((beginning) => predicateType.startsWith(beginning));

function violationOf(statement: Statement, isThere: boolean): Violation {
  const { en, zh } = names[statement];
  return {
    element: statement,
    message: isThere
      ? {
          en: `The attestation of ${en} is not signed, or its signature was not verified.`,
          zh: `镜像的${zh}证明未签名，或其签名未通过验证。`,
        }
      : { en: `No attestation says ${en}.`, zh: `镜像缺少${zh}证明。` },
    location,
    evidence: [{ fact: 'attestations', value: `${statement}: ${isThere ? 'not verified' : 'missing'}` }],
  };
}

const attested = (predicateType: string, isVerified = true): ImageAttestation => ({
  predicateType,
  isVerified,
});
const provenance = attested('https://slsa.dev/provenance/v1');
const sbom = attested('https://spdx.dev/Document');

export const imageProvenanceCheck = defineCheck({
  id: 'image-provenance',
  title: { en: 'No verified build provenance or SBOM', zh: '缺少构建来源证明或 SBOM' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    require: z
      .array(z.enum(statements))
      .default([...statements])
      .describe('Attestations that must be there and verified.'),
  }),
  remediation: {
    en: 'Build with attestations (docker buildx build --provenance=mode=max --sbom=true), push them with the image, and sign them.',
    zh: '构建时生成证明（docker buildx build --provenance=mode=max --sbom=true），随镜像一并推送并签名。',
  },
  references: { nist: ['4.1.5'] },
  evaluate({ facts }, parameters) {
    const attestations = facts.attestations ?? null;
    const required = [...new Set(parameters.require)].sort();
    if (!attestations) return outcomeOf([], required.length > 0 ? unseen : null, location);
    const violations = required.flatMap((statement) => {
      const found = attestations.filter(says(statement));
      return found.some(({ isVerified }) => isVerified) ? [] : violationOf(statement, found.length > 0);
    });
    return outcomeOf(violations);
  },
  examples: {
    good: [
      { name: 'both', subject: anImageSubject({ attestations: [provenance, sbom] }) },
      {
        name: 'the one that is required',
        subject: anImageSubject({ attestations: [sbom] }),
        parameters: { require: ['sbom'] },
      },
    ],
    bad: [
      { name: 'none', subject: anImageSubject({ attestations: [] }) },
      {
        name: 'one that was not verified',
        subject: anImageSubject({
          attestations: [provenance, attested('https://cyclonedx.org/bom/v1.6', false)],
        }),
      },
    ],
  },
});
