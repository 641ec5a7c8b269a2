import { UnreadableFileError } from '../model/file-reader.js';
import {
  type DocumentObject,
  isObject,
  objectOf,
  parseJsonText,
  textAt,
  valueOf,
} from '../text/documents.js';

const statementType = 'https://in-toto.io/Statement/';
const statementInEnvelope = 'application/vnd.in-toto+json';

/**
 * What an attestation states of its subject: a statement of in-toto (https://github.com/in-toto/attestation), bare, signed
 * (https://github.com/secure-systems-lab/dsse) or in a bundle of Sigstore. Signatures are not looked at. Null: it is none.
 * @throws UnreadableFileError when it holds no document
 */
export function attestedDocument(root: DocumentObject): DocumentObject | string | null {
  const statement = statementIn(root);
  if (statement === null) return null;
  const predicate = valueOf(statement, 'predicate');
  // Cosign's own predicate, which it once put around all others.
  const document = valueOf(predicate, 'Data') ?? predicate;
  if (isObject(document) || typeof document === 'string') return document;
  throw new UnreadableFileError('the attestation holds no document');
}

function statementIn(root: DocumentObject): DocumentObject | null {
  const bundled = root['dsseEnvelope'];
  const envelope = isObject(bundled) ? bundled : root;
  const payload = textAt(envelope, 'payload');
  const isSigned = payload !== null && textAt(envelope, 'payloadType') === statementInEnvelope;
  const what = "the attestation's payload";
  const text = isSigned ? Buffer.from(payload, 'base64').toString() : null;
  const statement = text === null ? root : objectOf(parseJsonText(text, what), what);
  return textAt(statement, '_type')?.startsWith(statementType) ? statement : null;
}
