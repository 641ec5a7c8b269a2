import { detectSecrets } from '../../secrets/detect-secrets.js';
import { classifyEnvironment, mergeSpans, secretSpans, type Span } from '../../secrets/redaction.js';
import { readShell } from '../shell/shell-parser.js';
import { assignmentsOf } from './assignments.js';
import type { RawInstruction } from './raw-instruction.js';
import { commandSecretSpans } from './secret-commands.js';
import { unquoted } from './variables-of.js';

/** A secret in an instruction; offsets count characters of its full text. */
export interface FoundSecret extends Span {
  /** The form it has; null: its name or what is done with it tells. */
  readonly detector: string | null;
}

/** The literal secrets in an instruction, in order, none overlapping another. */
export function secretsOf(raw: RawInstruction): FoundSecret[] {
  const { text } = raw.line.full;
  const spans = mergeSpans([
    ...secretSpans(text),
    ...assignedSpans(raw),
    ...spansOfArray(raw),
    ...spansOfRun(raw),
  ]);
  const hits = spans.length > 0 ? detectSecrets(text) : [];
  return spans
    .filter(({ start, end }) => end > start)
    .map((span) => ({
      ...span,
      detector: hits.find((hit) => hit.start < span.end && span.start < hit.end)?.id ?? null,
    }));
}

/** Values of variables that are not kept. */
function assignedSpans(raw: RawInstruction): Span[] {
  if (!['ENV', 'ARG', 'LABEL'].includes(raw.keyword)) return [];
  return assignmentsOf(raw).flatMap(({ name, value }) => {
    if (!value) return [];
    const { value: kept, valueClass } = classifyEnvironment(name, unquoted(value.text));
    const isWithheld = kept === null && valueClass !== 'empty' && valueClass !== 'reference';
    return isWithheld ? [{ start: value.start, end: value.end }] : [];
  });
}

/** In the elements of a JSON array: read as one line, they are a command with its options. */
function spansOfArray({ json, line: { full } }: RawInstruction): Span[] {
  if (json === null) return [];
  const plain = json.join(' ');
  return secretSpans(plain).flatMap(({ start, end }) => {
    const secret = JSON.stringify(plain.slice(start, end)).slice(1, -1);
    const found = full.text.indexOf(secret);
    return found === -1 ? [] : [{ start: found, end: found + secret.length }];
  });
}

function spansOfRun({ keyword, json, bodyStart, line: { full } }: RawInstruction): Span[] {
  if (keyword !== 'RUN' || json !== null) return [];
  const { commands } = readShell(full.text.slice(bodyStart));
  return commandSecretSpans(commands).map(({ start, end }) => ({
    start: start + bodyStart,
    end: end + bodyStart,
  }));
}
