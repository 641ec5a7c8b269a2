import { UnreadableFileError } from '../model/file-reader.js';
import { textAt } from '../text/documents.js';
import type { SbomReader } from './sbom-reader.js';
import { statedBySpdx } from './spdx.js';

/** SPDX 2 as JSON (https://spdx.github.io/spdx-spec/v2.3/); version 3 is another format. */
export const spdxJsonSbom: SbomReader = {
  id: 'spdx-json',
  version: 4,
  wants: (document) =>
    document.syntax === 'json' && (textAt(document.root, 'spdxVersion') ?? '').startsWith('SPDX-2.'),
  read(document) {
    if (document.syntax !== 'json') throw new UnreadableFileError('the document is no JSON');
    return statedBySpdx(document.root);
  },
};
