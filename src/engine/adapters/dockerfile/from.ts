import type { Text } from '../../model/text.js';
import { readImageName } from '../image-name.js';
import { expandWord, Variables, type KnownVariable } from './expansion.js';
import type { ShownInstruction } from './instruction-facts.js';
import type { SecretMask } from './secret-mask.js';
import type { StageHead } from './stage-builder.js';

/** Variables of every build that no file declares; what they hold depends on where it is built. */
const predefined = new Set(
  ['TARGET', 'BUILD'].flatMap((side) => ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part)),
);

/** Variables as a FROM and an ARG before it see them. */
export function globalVariables(globals: ReadonlyMap<string, string | null>): Variables {
  return new Variables((name): KnownVariable => {
    const value = globals.get(name);
    return value === undefined && predefined.has(name) ? null : value;
  });
}

/** What a FROM says; `names`: the stages before it, in lower case, by index. */
export function readFrom(
  { raw, masked }: ShownInstruction,
  names: readonly (string | null)[],
  globals: ReadonlyMap<string, string | null>,
  mask: SecretMask,
  escape: '\\' | '`',
): StageHead {
  const variables = globalVariables(globals);
  const word = (index: number) => {
    const { start, end } = raw.words[index] ?? { start: 0, end: 0 };
    return masked.text.slice(start, end);
  };
  const { value } = expandWord(word(0), variables, escape);
  const platform = raw.flags.find(({ name }) => name === 'platform')?.value;
  const fromStage = names.lastIndexOf(value.toLowerCase());
  const fromKind = fromStage !== -1 ? 'stage' : value === 'scratch' ? 'scratch' : 'image';
  const from = readImageName(mask.reveal(value));
  return {
    name: raw.words.length === 3 ? mask.reveal(word(2)) : null,
    from: value === word(0) ? from : { ...from, raw: mask.reveal(word(0)) },
    fromKind,
    fromStage: fromStage === -1 ? null : fromStage,
    line: raw.line.line,
    platform: platform ? expandWord(platform.text, variables, escape).value : null,
  };
}

/** Of instructions that stand before any FROM: nothing is known of what they run on. */
export function missingFrom(line: number): StageHead {
  const from = { ...readImageName(''), registry: null, repository: null, isUnresolved: true };
  return { name: null, from, fromKind: 'image', fromStage: null, line, platform: null };
}

export const noFrom: Text = {
  en: 'Nothing but ARG may stand before the first FROM.',
  zh: '首个 FROM 之前只能使用 ARG。',
};
export const noStage: Text = { en: 'There is no FROM.', zh: '缺少 FROM。' };
