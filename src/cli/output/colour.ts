import type { Severity } from '../../engine/model/severity.js';
import type { Decision } from '../../engine/model/verdict.js';
import type { CommandLine, Output } from '../command-line.js';

/** Puts a colour around a text, or leaves it alone. */
export type Paint = (text: string) => string;

export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  /** Of a line that comes, and of one that goes. */
  readonly added: Paint;
  readonly removed: Paint;
  decision(decision: Decision, text: string): string;
  severity(severity: Severity, text: string): string;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;
type Code = keyof typeof codes;

const ofDecision: Readonly<Record<Decision, Code>> = {
  allow: 'green',
  deny: 'red',
  pending: 'yellow',
  unknown: 'yellow',
};
const ofSeverity: Readonly<Record<Severity, Code>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'blue',
  unknown: 'yellow',
};

/** Colours, where they may be used: on a terminal that shows them, unless NO_COLOR is set (https://no-color.org). */
export function coloursFor(output: Output, { environment }: Pick<CommandLine, 'environment'>): Colours {
  const isWanted = !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return colours(output.isTTY === true && isWanted);
}

export function colours(isOn: boolean): Colours {
  const paint = (code: Code) => (text: string) => (isOn ? `\x1b[${codes[code]}m${text}\x1b[0m` : text);
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    added: paint('green'),
    removed: paint('red'),
    decision: (decision, text) => paint('bold')(paint(ofDecision[decision])(text)),
    severity: (severity, text) => paint(ofSeverity[severity])(text),
  };
}
