import type { DocumentKind } from '../contracts/document.contract.js';
import {
  givenFiles,
  type InputAdapter,
  type ReadResult,
  type TextFacts,
} from '../engine/adapters/input-adapter.js';
import { readInput, recogniseInput, standardName } from '../engine/adapters/read-input.js';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import type { DocumentBundle, DocumentReading } from './scan.table.js';

/**
 * Reads the bytes of a stored document.
 * @throws ArchiveError `invalid-document`: it is no text, of no known kind or of another one, or cannot be read, with
 *   the place and what was expected there.
 */
export function readDocument(
  kind: DocumentKind,
  bytes: Uint8Array,
  { form, input, name }: DocumentReading,
): TextFacts {
  const content = textOf(bytes);
  const { text, files, ...options } = form === 'text' ? { text: content, files: {} } : bundleOf(content);
  const known = input ?? recognised(text, name ?? '');
  const named = name ?? standardName(known);
  const result = readInput(known, text, { ...options, name: named, files: givenFiles(files) });
  const facts = factsOf(result, named);
  if (facts.kind !== kind) throw invalid(`${named} is a ${facts.kind}; send it as one.`);
  return facts;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid('The document is not text in UTF-8.', error);
  }
}

function recognised(text: string, name: string): InputAdapter['id'] {
  const adapter = recogniseInput(text, name);
  if (adapter) return adapter.id;
  throw invalid(
    `${name || 'The document'} is of no kind that is known: expected a docker run line, the JSON of docker inspect, a compose file, ` +
      'Kubernetes manifests, a Dockerfile, what was collected of a host, or the result of docker-bench-security. ' +
      'Name the kind if it is one.',
  );
}

function factsOf(result: ReadResult<TextFacts>, name: string): TextFacts {
  if (result.ok) return result.facts;
  const { file, line, column, message } = result.problem;
  throw invalid([file ?? name, line, column].filter((part) => part !== null).join(':') + `: ${message.en}`);
}

function bundleOf(text: string): DocumentBundle {
  return JSON.parse(text) as DocumentBundle;
}

function invalid(message: string, cause?: unknown): ArchiveError {
  return new ArchiveError('invalid-document', message, {}, { cause });
}
