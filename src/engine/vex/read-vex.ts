import { UnreadableFileError } from '../model/file-reader.js';
import { objectOf, parseJsonText, textOf } from '../text/documents.js';
import { vexReaders } from './index.generated.js';
import type { VexDocument } from './vex-statement.js';

/** Longer documents are not read. */
const mostMebibytes = 32;
const limits = { depth: 64, values: 2_000_000 };

/**
 * Reads a document of VEX statements of any known format. A statement that cannot be used is left out, counted and
 * named: what is not understood takes no finding away.
 * @throws UnreadableFileError when it is none, with the reason
 */
export function readVex(content: Uint8Array): VexDocument {
  if (content.length > mostMebibytes * 2 ** 20)
    throw new UnreadableFileError(`the document has more than ${mostMebibytes} MiB`);
  const root = objectOf(parseJsonText(textOf(content), 'the document', limits));
  const reader = vexReaders.find((candidate) => candidate.wants(root));
  if (!reader) {
    throw new UnreadableFileError(
      'the document is no VEX that is known: neither OpenVEX, CSAF 2.0 nor CycloneDX (JSON)',
    );
  }
  return reader.read(root);
}
