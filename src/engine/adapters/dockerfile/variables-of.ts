import type { DockerfileVariable } from '../../model/dockerfile-facts.js';
import { classifyEnvironment } from '../../secrets/redaction.js';
import { assignmentsOf, type RawAssignment } from './assignments.js';
import type { RawInstruction } from './raw-instruction.js';

/** A variable of an instruction: what is kept of it, and what may be put in where it is used. */
export interface SetVariable {
  readonly fact: DockerfileVariable;
  /** As written, quotes and variables included; null: none, or a secret that is put in nowhere. */
  readonly written: string | null;
}

/** The variables an ENV or ARG sets. */
export function variablesOf(raw: RawInstruction): SetVariable[] {
  const instruction = raw.keyword === 'ENV' ? ('ENV' as const) : ('ARG' as const);
  return assignmentsOf(raw).map((assignment) => {
    const { name, value } = assignment;
    const base = { instruction, name, line: lineOf(raw, assignment) };
    if (!value) {
      const none = { valueClass: 'none', preview: '', length: 0, entropy: 0, detections: [] } as const;
      return { fact: { ...base, ...none }, written: null };
    }
    const plain = unquoted(value.text);
    const { value: kept, preview, length, valueClass, detections } = classifyEnvironment(name, plain);
    const fact = { preview, length, detections, entropy: entropyOf(plain) };
    return {
      fact: { ...base, ...fact, valueClass: valueClass === 'literal' ? literalClass(plain) : valueClass },
      written: kept === null && valueClass !== 'reference' ? null : value.text,
    };
  });
}

/** A value without the quotes around all of it. */
export function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

/** Shannon entropy in bits a character, rounded to hundredths. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return Math.round(bits * 100) / 100;
}

function literalClass(value: string): DockerfileVariable['valueClass'] {
  if (/^(?:true|false|yes|no|on|off|\d{1,5}[smhd]?)$/i.test(value)) return 'switch';
  return /^(?:~|\.{1,2})?\/[\w.\-/${}@]*$/.test(value) ? 'path' : 'literal';
}

function lineOf({ line, bodyStart }: RawInstruction, { value }: RawAssignment): number {
  return line.source.placeAt(value?.start ?? bodyStart).line;
}
