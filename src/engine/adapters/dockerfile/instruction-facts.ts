import type { DockerfileInstruction } from '../../model/dockerfile-facts.js';
import { expandWord, type Variables } from './expansion.js';
import type { PositionedText } from './positioned-text.js';
import { jsonArray, type RawInstruction } from './raw-instruction.js';
import type { SecretMask } from './secret-mask.js';
import type { FoundSecret } from './secrets-of.js';

/** Instructions whose arguments Docker itself puts variables into. */
const expanded = new Set(['ADD', 'COPY', 'EXPOSE', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR', 'FROM']);
/** Instructions whose arguments are one text for a shell, unless they are a JSON array. */
const commands = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

export interface ShownInstruction {
  readonly raw: RawInstruction;
  /** The full text with its secrets masked. */
  readonly masked: PositionedText;
  readonly secrets: readonly FoundSecret[];
}

/** What is kept of an instruction. */
export function instructionFact(
  { raw, masked, secrets }: ShownInstruction,
  variables: Variables,
  mask: SecretMask,
  escape: '\\' | '`',
): DockerfileInstruction {
  const { line } = raw;
  const reveal = (piece: string) => mask.reveal(piece);
  const expand = (piece: string) =>
    expanded.has(raw.keyword) ? expandWord(piece, variables, escape).value : piece;
  const { values, form } = argumentsOf(raw, masked.text);
  return {
    keyword: raw.keyword,
    line: line.line,
    endLine: line.endLine,
    flags: raw.flags.map(({ name, value }) => ({
      name,
      value: value && reveal(expandWord(masked.text.slice(value.start, value.end), variables, escape).value),
    })),
    arguments: values.map((value) => reveal(expand(value))),
    form,
    text: reveal(masked.text.slice(0, line.source.text.length)).trim(),
    heredocs: line.heredocs.map((heredoc) => ({
      name: heredoc.name,
      content: reveal(masked.text.slice(heredoc.start, heredoc.start + heredoc.content.length)),
      line: heredoc.line,
    })),
    isOnBuild: raw.isOnBuild,
    secrets: secrets.map(({ start, end, detector }) => ({
      line: line.full.placeAt(start).line,
      detector,
      preview: reveal(masked.text.slice(start, end)),
    })),
  };
}

function argumentsOf(
  raw: RawInstruction,
  masked: string,
): { values: readonly string[]; form: 'shell' | 'exec' | null } {
  const body = masked.slice(raw.bodyStart, raw.line.source.text.length);
  if (raw.json !== null) {
    const form = commands.has(raw.keyword) ? 'exec' : null;
    return { values: jsonArray(body) ?? raw.json.map(() => '…'), form };
  }
  if (commands.has(raw.keyword)) return { values: body === '' ? [] : [body], form: 'shell' };
  const words = raw.words.map(({ start, end }) => masked.slice(start, end));
  if (raw.keyword !== 'HEALTHCHECK' || words[0]?.toUpperCase() !== 'CMD')
    return { values: words, form: null };
  const command = masked.slice(raw.words[1]?.start ?? masked.length, raw.line.source.text.length);
  const array = jsonArray(command);
  return { values: ['CMD', ...(array ?? [command])], form: array ? 'exec' : 'shell' };
}
