import { describe, expect, it } from 'vitest';
import type { ImageAttestation } from '../model/image-signature.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageProvenanceCheck } from './image-provenance.check.js';

const evaluate = (attestations: readonly ImageAttestation[] | null, parameters = {}) =>
  elementsOf(evaluateExample(imageProvenanceCheck, anImageSubject({ attestations }), { parameters }));
const attested = (predicateType: string, isVerified = true) => ({ predicateType, isVerified });

describe('image-provenance', () => {
  it('wants each required statement, in any form of it, verified', () => {
    const provenance = attested('https://slsa.dev/provenance/v0.2');
    for (const sbom of ['https://spdx.dev/Document/v2.3', 'https://cyclonedx.org/bom'])
      expect(evaluate([provenance, attested(sbom)])).toEqual(['pass']);
    expect(evaluate([provenance])).toEqual(['sbom']);
    expect(evaluate([provenance, attested('https://spdx.dev/Document', false)])).toEqual(['sbom']);
    expect(evaluate([attested('https://example.com/slsa.dev/provenance/')])).toEqual([
      'sbom',
      'slsa-provenance',
    ]);
  });

  it('does not know of an image whose registry was not asked, unless nothing is required', () => {
    expect(evaluate(null)).toEqual(['unknown']);
    expect(evaluate(null, { require: [] })).toEqual(['pass']);
  });
});
