import { UnreadableFileError } from '../model/file-reader.js';
import { textAt } from '../text/documents.js';
import { statedByCyclonedx } from './cyclonedx.js';
import type { SbomReader } from './sbom-reader.js';

/** CycloneDX as JSON (https://cyclonedx.org/docs/1.7/json/). */
export const cyclonedxJsonSbom: SbomReader = {
  id: 'cyclonedx-json',
  version: 4,
  wants: (document) => document.syntax === 'json' && textAt(document.root, 'bomFormat') === 'CycloneDX',
  read(document) {
    if (document.syntax !== 'json') throw new UnreadableFileError('the document is no JSON');
    return statedByCyclonedx(document.root);
  },
};
