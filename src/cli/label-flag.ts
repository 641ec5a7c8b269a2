import { InvalidArgumentError } from 'commander';
import { labelName, labelValue, longestLabelValue, splitLabel } from '../engine/model/labels.js';

/** Takes a flag `name=value` that may be given more than once. */
export function eachLabel(text: string, before: readonly string[] = []): string[] {
  const [name, value] = splitLabel(text);
  if (value === null || !labelName.test(name)) throw new InvalidArgumentError('expected name=value');
  if (value.length > longestLabelValue || !labelValue.test(value))
    throw new InvalidArgumentError(`expected a value of at most ${longestLabelValue} printable characters`);
  return [...before, text];
}
