// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { SbomReader } from './sbom-reader.js';
import { cyclonedxJsonSbom } from './cyclonedx-json.sbom.js';
import { cyclonedxXmlSbom } from './cyclonedx-xml.sbom.js';
import { spdxJsonSbom } from './spdx-json.sbom.js';
import { spdxTagValueSbom } from './spdx-tag-value.sbom.js';

export type SbomReaderId = 'cyclonedx-json' | 'cyclonedx-xml' | 'spdx-json' | 'spdx-tag-value';

/** Every variant in the folder, by id. */
export const sbomReaders: readonly SbomReader[] = Object.freeze<SbomReader[]>([
  cyclonedxJsonSbom,
  cyclonedxXmlSbom,
  spdxJsonSbom,
  spdxTagValueSbom,
]);
