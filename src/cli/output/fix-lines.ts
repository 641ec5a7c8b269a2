import type { Language } from '../../engine/model/text.js';
import type { FixReport, ReportedFix, ReportedRemainder } from '../../engine/remediation/fix-report.js';
import type { Colours } from './colour.js';
import { countText, shown, wrapped } from './text.js';

export interface FixLineOptions {
  readonly language: Language;
  readonly colours: Colours;
  /** Columns to print in. */
  readonly width: number;
  readonly isWritten: boolean;
}

/** So many things that remain are told, of each kind. */
const mostTold = 20;
const indent = '    ';

/** A unified diff in colours; on a terminal without what a text must not do to it. */
export function paintedDiff(
  diff: string,
  { added, removed, bold, dim }: Colours,
  isTerminal: boolean,
): string {
  if (!isTerminal) return diff;
  return diff
    .split('\n')
    .map((line, index) => {
      const safe = line.replace(/\r$/, '').split('\t').map(shown).join('\t');
      if (/^(?:---|\+\+\+) /.test(line) && index < 2) return bold(safe);
      if (line.startsWith('@@')) return dim(safe);
      if (line.startsWith('+')) return added(safe);
      return line.startsWith('-') ? removed(safe) : safe;
    })
    .join('\n');
}

/** What was done to an input, what that may break, and what remains to be done. */
export function reportLines(label: string, report: FixReport, options: FixLineOptions): string[] {
  const { applied, refused, remaining } = report;
  const { bold } = options.colours;
  const verb = options.isWritten ? 'made' : 'to make';
  const counts = [
    `${countText(applied.length, 'fix', 'fixes')} ${verb}`,
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
    ...(remaining.length > 0 ? [`${remaining.length} left`] : []),
  ];
  return [
    bold(`${shown(label)}: ${counts.join(', ')}`),
    ...applied.flatMap((fix) => fixLines(fix, options)),
    ...refused.flatMap((fix) => [
      nameOf(fix, 'refused', options),
      ...told(fix.detail[options.language], options),
    ]),
    ...remainingLines(remaining, options),
  ];
}

function fixLines(fix: ReportedFix, options: FixLineOptions): string[] {
  const { language } = options;
  const risk = fix.risk ? told(`May break: ${fix.risk[language]}`, options) : [];
  return [nameOf(fix, 'fix', options), ...(fix.safety === 'review' ? risk : [])];
}

function remainingLines(remaining: readonly ReportedRemainder[], options: FixLineOptions): string[] {
  const of = (kind: ReportedRemainder['remainder']) =>
    remaining.filter(({ remainder }) => remainder === kind);
  const [review, byHand] = [of('review'), of('by_hand')];
  const { language } = options;
  const checks = [...new Set(review.map(({ check }) => check))];
  return [
    ...review
      .slice(0, mostTold)
      .flatMap((one) => [
        nameOf(one, 'review', options),
        ...(one.risk ? told(`May break: ${one.risk[language]}`, options) : []),
      ]),
    ...more(review.length),
    ...(checks.length > 0
      ? told(`To make these too: ${checks.map((check) => `--check ${check}`).join(' ')}`, options)
      : []),
    ...byHand
      .slice(0, mostTold)
      .flatMap((one) => [nameOf(one, 'by hand', options), ...told(one.remediation[language], options)]),
    ...more(byHand.length),
  ];
}

function more(count: number): string[] {
  return count > mostTold ? [`  and ${count - mostTold} more`] : [];
}

function nameOf(
  {
    check,
    element,
    message,
    severity,
  }: Pick<ReportedRemainder, 'check' | 'element' | 'message' | 'severity'>,
  what: string,
  { language, colours, width }: FixLineOptions,
): string {
  const name = element === null || element === '' ? check : `${check} (${shown(element)})`;
  const head = `  ${what.padEnd(8)} `;
  const [first = '', ...rest] = wrapped(`${name}: ${shown(message[language])}`, width - head.length);
  return [head + colours.severity(severity, first), ...rest.map((line) => indent + line)].join('\n');
}

function told(text: string, { colours, width }: FixLineOptions): string[] {
  return wrapped(shown(text), width - indent.length).map((line) => colours.dim(indent + line));
}
